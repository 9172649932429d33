"""Who may have back what was typed: whoever is signed in, from the session of the same browser."""

from cms.access.policy import rule, signed_in

rule("access.unsent")(signed_in)

"""Rules: pending forms are shown to whoever is signed in, from the session of the same browser."""

from cms.access.policy import rule, signed_in

rule("access.pending_forms")(signed_in)

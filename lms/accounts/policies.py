"""Who may do what with accounts."""

from cms.access.policy import anybody, rule, signed_in

rule("accounts.sign_up")(anybody)
rule("accounts.profile")(signed_in)
rule("accounts.sign_out")(anybody)
rule("accounts.confirm_mailbox")(signed_in)

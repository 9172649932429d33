"""Who may what with events: anybody sees that they are, members take part, who may manage them holds them."""

from cms.access.policy import anybody, permission_rule, rule, signed_in

rule("events.see")(anybody)
rule("events.take_part")(signed_in)  # who is no member is led to join
permission_rule("events.manage", "gamification.manage_event")

"""Who may what with events: anybody sees that they are, members take part, club administrators hold them."""

from cms.access.policy import anybody, rule, signed_in
from gamification.members.policies import is_club_administrator

rule("events.see")(anybody)
rule("events.take_part")(signed_in)  # who is no member is led to join
rule("events.manage")(is_club_administrator)

"""Who may what with events: anybody sees that they are, members take part, club administrators hold them."""

from cms.access.policy import anybody, rule
from gamification.members.policies import is_club_administrator, is_member

rule("events.see")(anybody)
rule("events.take_part")(is_member)
rule("events.manage")(is_club_administrator)

"""The first page of the club is for everybody."""

from cms.access.policy import anybody, rule

rule("club.see")(anybody)

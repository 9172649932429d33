"""Rules: everybody may see error pages."""

from cms.access.policy import anybody, rule

rule("site.error")(anybody)

"""Who may see the frame of the site: anybody."""

from cms.access.policy import anybody, rule

rule("site.error")(anybody)

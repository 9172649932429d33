"""Pictures, recordings and captions of published pages are public."""

from cms.access.policy import anybody, rule

rule("media.read")(anybody)

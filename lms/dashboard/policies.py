"""Who sees the first page and the page of one's own."""

from cms.access.policy import anybody, rule, signed_in

rule("dashboard.home")(anybody)
rule("dashboard.own")(signed_in)

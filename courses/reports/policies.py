"""Who may take lists away."""

from cms.access.policy import permission_rule

permission_rule("reports.export", "courses.export_certificate")

"""Who may take lists away."""

from cms.access.policy import rule
from courses.people.policies import is_administrator

rule("reports.export")(is_administrator)

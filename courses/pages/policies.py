"""Who moves learners to a new edition."""

from cms.access.policy import permission_rule

permission_rule("pages.upgrade_learners", "courses.upgrade_enrolment")

"""Who moves learners to a new edition."""

from cms.access.policy import permission_rule

permission_rule("pages.move_learners", "courses.move_enrolment")

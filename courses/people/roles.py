"""Which permissions trainers and administrators have: bundles that a site makes groups of, and may change."""

TRAINER = (
    "courses.add_question",
    "courses.change_question",
    "courses.view_question",
    "courses.review_submission",
    "courses.upgrade_enrolment",
)
ADMINISTRATOR = (
    "courses.view_certificate",
    "courses.issue_certificate",
    "courses.correct_certificate",
    "courses.revoke_certificate",
    "courses.export_certificate",
    "courses.upgrade_enrolment",
)

"""Every type of page of the site, by name: address and who sees it.

The numbers are those of a demo made just now from `lms/demo/club/`: events in the order of the file and then the
coming tea talks, votes in the order of the file, practices in that of publishing, members in that of joining.
`A > B` is the first link like B on page A, where N is any number; `{name}` is what tests.browser.states has made.
"""

from datetime import UTC, datetime, timedelta

EQUALITY = "/courses/equality-first-steps/"
LAST_SEASON = (datetime.now(UTC) + timedelta(hours=6, days=-353)).year  # as in lms/demo/year/members.py
CONFERENCE = f"/chong-oy/{LAST_SEASON}/"
VOTE_OPEN, VOTE_CLOSED, VOTE_FEW = 8, 2, 7
EVENT_FULL, EVENT_PAST, ROUND_TABLE, NEXT_TALK = 23, 6, 25, 27

ANYBODY = {
    "home": "/",
    "catalogue": "/courses/",
    "catalogue-search": "/courses/?q=тен",
    "catalogue-nothing": "/courses/?q=жокболгонсөз",
    "course": EQUALITY,
    "lesson-read": f"{EQUALITY}words-we-use/",
    "verify": "/certificates/",
    "verify-unknown": "/certificates/JYL-2020-000001/",
    "verify-malformed": "/certificates/12/",
    "verify-damaged": "/certificates/{damaged}/",
    "verify-paper": "/certificates/{paper}",
    "course-private": "/courses/{private}/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "sign-in-code": "/accounts/login/code/",
    "password-reset": "/accounts/password/reset/",
    "not-found": "/courses/no-such-course/",
    "club": "/club/",
    "club-events": "/club/events/",
    "club-events-past": "/club/events/?past=1",
    "club-event": f"/club/events/{EVENT_FULL}/",
    "practices": "/practices/",
    "practices-search": "/practices/?q=суу",
    "practices-nothing": "/practices/?q=жокболгонсөз",
    "practice": "/practices/1/",
    "practice-ru": "/practices/2/",
    "conferences": "/chong-oy/",
    "conference": CONFERENCE,
}
LEARNER = {
    "dashboard": "/my/",
    "profile": "/my/profile/",
    "confirm-name": "/my/certificates/name/",
    "course-enrolled": EQUALITY,
    "lesson": f"{EQUALITY}words-we-use/",
    "lesson-rich": f"{EQUALITY}law-and-targets/",
    "task": f"{EQUALITY}own-rules/",
    "quiz-start": f"{EQUALITY}basics-check/",
    "quiz-void": "/attempts/{void}/",
    "course-refused": "/courses/{private}/",
    "confirm-mailbox": "/accounts/confirm/",
    "second-factor": "/accounts/2fa/",
    "email": "/accounts/email/",
    "sign-out": "/accounts/logout/",
    "club-member": "/club/",
    "club-me": "/club/me/",
    "club-edit": "/club/me/edit/",
    "members": "/club/members/",
    "member": "/club/members/1/",
    "my-stars": "/club/stars/",
    "stars-top": "/club/stars/top/",
    "polls": "/club/votes/",
    "poll-open": f"/club/votes/{VOTE_OPEN}/",
    "poll-closed": f"/club/votes/{VOTE_CLOSED}/",
    "poll-few": f"/club/votes/{VOTE_FEW}/",
    "events-calendar": "/club/events/",
    "event-member": f"/club/events/{EVENT_FULL}/",
    "event-past": f"/club/events/{EVENT_PAST}/",
    "event-talk": f"/club/events/{NEXT_TALK}/",
    "my-tasks": "/club/tasks/",
    "my-task": "/club/tasks/ > /club/tasks/N/",
    "mentoring": "/club/mentors/",
    "find-mentor": "/club/mentors/?find=mentor",
    "mentorship-proposed": "/club/mentors/ > /club/mentors/N/",
    "my-practices": "/club/practices/",
    "practice-new": "/club/practices/new/",
    "practice-use": "/practices/1/use/",
    "my-invitation": "/club/invitation/",
}
MENTOR = {
    "mentor-mentoring": "/club/mentors/",
    "mentor-find": "/club/mentors/?find=mentee",
    "mentorship": "/club/mentors/ > /club/mentors/N/",
    "pact": "/club/mentors/ > /club/mentors/N/ > /club/mentors/N/pact/",
    "pact-pause": "/club/mentors/ > /club/mentors/N/ > /club/mentors/N/pact/pause/",
    "pact-finish": "/club/mentors/ > /club/mentors/N/ > /club/mentors/N/pact/finish/",
    "hand-over": "/club/mentors/ > /club/mentors/N/ > /club/mentors/N/hand-over/",
    "mentor-me": "/club/me/",
}
EDITOR = {"jobs": "/admin/jobs/", "job": "/admin/jobs/{work}/?still", "job-file": "/admin/jobs/{file}/"}
ROLES = {"nobody": ANYBODY, "learner": LEARNER, "trainer": MENTOR}  # what each role of the demo's logins looks at

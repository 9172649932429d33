"""Every type of page of the site, by name: address and who sees it."""

EQUALITY = "/courses/equality-first-steps/"

ANYBODY = {
    "home": "/",
    "catalogue": "/courses/",
    "catalogue-search": "/courses/?q=тен",
    "catalogue-nothing": "/courses/?q=жокболгонсөз",
    "course": EQUALITY,
    "lesson-read": f"{EQUALITY}words-we-use/",
    "verify": "/certificates/",
    "verify-unknown": "/certificates/JYL-2020-000001/",
    "sign-in": "/accounts/login/",
    "sign-up": "/accounts/signup/",
    "sign-in-code": "/accounts/login/code/",
    "password-reset": "/accounts/password/reset/",
    "not-found": "/courses/no-such-course/",
}
LEARNER = {
    "dashboard": "/my/",
    "profile": "/my/profile/",
    "course-enrolled": EQUALITY,
    "lesson": f"{EQUALITY}words-we-use/",
    "lesson-rich": f"{EQUALITY}law-and-targets/",
    "task": f"{EQUALITY}own-rules/",
    "quiz-start": f"{EQUALITY}basics-check/",
    "second-factor": "/accounts/2fa/",
    "email": "/accounts/email/",
    "sign-out": "/accounts/logout/",
}

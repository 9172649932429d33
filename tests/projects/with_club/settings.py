"""A Wagtail site of somebody else, as `wagtail start` makes it, with the club: home pages and users of its own, neither
courses nor our accounts, mail and dashboards.
"""

from tests.projects.common import *

HERE = Path(__file__).parent
INSTALLED_APPS = ["gamification.pages", "gamification", "cms", "wagtail.contrib.forms", *WAGTAIL_APPS]
INSTALLED_APPS = [app for app in INSTALLED_APPS if not app.startswith("wagtail_localize")]
ROOT_URLCONF = "tests.projects.with_club.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [HERE / "templates"]}]
TEMPLATES[0]["OPTIONS"]["context_processors"].remove("django.template.context_processors.i18n")
for name in ("VAR_DIR", "CONTENT_CACHE", "SITE_ORIGIN"):
    del globals()[name]  # what only our own site has

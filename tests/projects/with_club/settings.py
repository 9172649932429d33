"""A site with the club, without courses, and without our accounts, mail and dashboards."""

from tests.projects.common import *

INSTALLED_APPS = ["gamification.pages", "gamification", *CMS_APPS, *WAGTAIL_APPS]
ROOT_URLCONF = "tests.projects.with_club.urls"

"""A site with courses, without our accounts, mail and dashboards."""

from tests.projects.common import *

INSTALLED_APPS = ["courses.pages", "courses", *CMS_APPS, *WAGTAIL_APPS]
ROOT_URLCONF = "tests.projects.with_courses.urls"
COURSES = {"SIGN_UP_URL": "/admin/login/", "SIGN_IN_URL": "/admin/login/", "PROFILE_URL": "/admin/account/"}

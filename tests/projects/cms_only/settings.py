"""A site on the ground floor alone."""

from tests.projects.common import *

INSTALLED_APPS = [*CMS_APPS, *WAGTAIL_APPS]
ROOT_URLCONF = "tests.projects.cms_only.urls"

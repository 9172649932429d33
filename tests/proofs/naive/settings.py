"""The demo site with services that look first and write then, as a planted fault."""

from lms.settings import demo
from lms.settings.demo import *  # noqa: F403

INSTALLED_APPS = [*demo.INSTALLED_APPS, "tests.proofs.naive.apps.NaiveConfig"]

"""The demo site with the planted fault."""

from lms.settings import demo
from lms.settings.demo import *  # noqa: F403

INSTALLED_APPS = [*demo.INSTALLED_APPS, "tests.proofs.naive_votes.apps.NaiveVotesConfig"]

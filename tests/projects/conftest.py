"""Each project's tests run under its own settings only: see `make test-projects`."""

from django.conf import settings

HOME = settings.SETTINGS_MODULE.rpartition(".")[0].rpartition(".")[2]
collect_ignore = [name for name in ("cms_only", "with_club", "with_courses") if name != HOME]

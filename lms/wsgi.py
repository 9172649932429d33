"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
# A page waits so long for a frozen database in all, then says so (and before gunicorn's 30 seconds are over);
# commands and workers wait as long as it takes.
os.environ.setdefault("DATABASE_WAIT_SECONDS", "10")
application = get_wsgi_application()

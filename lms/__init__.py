"""The site: settings, addresses, accounts, notifications, dashboards, demo content. Imported by nobody."""

from lms.celery import app as celery_app

__all__ = ["celery_app"]

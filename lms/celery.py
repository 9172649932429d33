"""The worker's entry point: `celery -A lms worker -B`."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

from lms.site.broker.scheduler import BeatWatch

TRANSPORT_ALIASES["folder"] = "lms.site.broker.folder:Transport"
TRANSPORT_ALIASES["redis"] = TRANSPORT_ALIASES["rediss"] = "lms.site.broker.redis:Transport"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.production")
app = Celery("lms")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add(BeatWatch)

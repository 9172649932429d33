"""The demo site with Celery's own consumer and kombu's own transports."""

from lms.settings.demo import *  # noqa: F403
from lms.settings.demo import CELERY_BROKER_URL, VAR_DIR

CELERY_WORKER_CONSUMER = "celery.worker.consumer:Consumer"
if CELERY_BROKER_URL == "folder://":
    folder = VAR_DIR / "naive"
    CELERY_BROKER_TRANSPORT = "kombu.transport.filesystem:Transport"
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        "data_folder_in": str(folder),
        "data_folder_out": str(folder),
        "control_folder": str(folder / "control"),
    }
    (folder / "control").mkdir(parents=True, exist_ok=True)
elif CELERY_BROKER_URL.startswith("redis"):
    CELERY_BROKER_TRANSPORT = "kombu.transport.redis:Transport"

"""Celery: the broker carries ticks alone; the database is the list of what is to be done."""

from lms.settings.environment import REDIS_URL, VAR_DIR, env

CELERY_BROKER_URL = env("AMQP_URL", default="") or REDIS_URL or "folder://"
if CELERY_BROKER_URL == "folder://":
    CELERY_BROKER_TRANSPORT_OPTIONS = {"folder": str(VAR_DIR / "broker")}
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_DEFAULT_QUEUE = env("CELERY_QUEUE", default="ticks")
CELERY_WORKER_CONSUMER = "lms.site.broker.consumer:Consumer"
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_WORKER_ENABLE_REMOTE_CONTROL = False
CELERY_TIMEZONE = "UTC"
# Name of the task: seconds between ticks. A tick not taken before the next one is worthless, so it expires.
TICKS: dict[str, float] = {
    "access.forget_tries": 600,
    "certificates.render": 3,
    "jobs.expire": 60 * 60,
    "jobs.process": 2,
    "notify.send": 3,
    "pages.publish_scheduled": 60,
    "polls.close_due": 30,
    "quizzes.close_overdue": 30,
    "stars.freeze_due": 60,
    "speakers.pass_on": 60,
}
CELERY_BEAT_SCHEDULE = {
    name: {"task": name, "schedule": seconds, "options": {"expires": seconds * 2}} for name, seconds in TICKS.items()
}
CELERY_BEAT_SCHEDULER = "lms.site.broker.scheduler:Scheduler"

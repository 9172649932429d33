"""The site's side of the proof of the folder that serves as broker: ticks, strange messages, and work to be done."""

import random
import time
from base64 import b64decode
from contextlib import suppress
from pathlib import Path

import amqp
import redis
from django.conf import settings

from lms.celery import app
from lms.notify.models import Message
from lms.notify.services import add_message
from tests.proofs import services, strange


def tick(count: int) -> int:
    """So many ticks as the clock sends them."""
    for _number in range(count):
        app.send_task(strange.TICK)
    return count


def plant_files(folder: str, ending: str, count: int) -> int:
    """So many files that are no message, and now and then one less; how many were planted."""
    chance, ways, place = random.Random(11), strange.files(), Path(folder)
    for number in range(count):
        time.sleep(0.01)
        name = f"{chance.choice(['0', str(time.time_ns()), 'zz'])}-{number}{ending}"  # also of a clock that jumped
        ways[number % len(ways)](place / name)
        if number % 50 == 0:
            there = [path for path in place.iterdir() if path.name.endswith(ending)]
            with suppress(OSError):  # taken, or a folder
                chance.choice(there or [place]).unlink()
    return count


def plant_in_redis() -> int:
    """Every kind of strange message, pushed past kombu."""
    found = strange.contents()
    client = redis.Redis.from_url(services.REDIS)
    for content in found:
        client.lpush(settings.CELERY_TASK_DEFAULT_QUEUE, content)
    return len(found)


def plant_in_rabbitmq() -> int:
    """Every kind of strange message that RabbitMQ takes."""
    planted = 0
    host = services.RABBITMQ.partition("@")[2].rstrip("/")
    with amqp.Connection(host) as connection:
        channel = connection.channel()
        for message in strange.changed():
            if isinstance(message["headers"], dict) and isinstance(message["body"], str) and "%" not in message["body"]:
                properties = {
                    "application_headers": message["headers"],
                    "content_type": message["content-type"],
                    "content_encoding": message["content-encoding"],
                }
                body = amqp.Message(b64decode(message["body"]), **properties)
                channel.basic_publish(body, exchange="", routing_key=settings.CELERY_TASK_DEFAULT_QUEUE)
                planted += 1
    return planted


def write_message() -> int:
    """Something for the worker to do."""
    fact = f"proof:{time.time_ns()}"
    return add_message(fact=fact, address="a@example.org", language="ky", subject="Сыноо", body="Сыноо").pk


def unsent() -> int:
    """How many letters still wait."""
    return Message.objects.filter(finished_at=None).count()

"""Rows that wait for a worker: who has claimed one, until when, and how often it failed."""

from django.db import models


class Waiting(models.Model):
    """A row that is work to be done in the background (docs/architecture: the database is the list)."""

    waiting_since_at = models.DateTimeField(auto_now_add=True)
    claimed_by = models.UUIDField(null=True, editable=False)
    claimed_until_at = models.DateTimeField(null=True, editable=False)
    finished_at = models.DateTimeField(null=True, editable=False, db_index=True)
    tries = models.PositiveSmallIntegerField(default=0, editable=False)
    failure = models.TextField(blank=True, default="", editable=False)

    class Meta:
        abstract = True

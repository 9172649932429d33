"""How often something was tried, in rows: a cache may lose what it holds, and a limit that is lost is none."""

from django.db import models


class TryCount(models.Model):
    """Tries of one kind by one key within one window of time."""

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    expires = models.BigIntegerField(db_index=True)  # seconds since 1970, when the window is over

    def __str__(self) -> str:
        return f"{self.tries} tries"

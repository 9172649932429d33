"""Models of roles, of permissions with the time since when they are held, and of rate limits."""

from django.conf import settings
from django.contrib.auth.models import Group, Permission
from django.db import models
from django.db.models import Q


class Role(models.Model):
    """Store a bundle of permissions that this software suggests, and the group that was made for it.

    The group may be renamed, changed and deleted. What was suggested once is not suggested again, so a permission
    that somebody took away stays away.
    """

    code = models.CharField(max_length=60, unique=True)
    group = models.OneToOneField(Group, models.SET_NULL, null=True, related_name="+")
    suggested = models.JSONField(default=list, help_text="labels of the permissions given so far")

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.code


class HeldPermission(models.Model):
    """Store a permission that a user has, and since when without a break. No permission means all, as superuser."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    permission = models.ForeignKey(Permission, models.CASCADE, null=True, related_name="+")
    since = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["user", "permission"], name="permission_held_once"),
            models.UniqueConstraint(fields=["user"], condition=Q(permission=None), name="all_permissions_held_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.permission_id or 'all'}"


class RateLimitCounter(models.Model):
    """Count the tries of one key within one window of time.

    A row and no cache entry: a cache may lose what it holds, and a limit with it.
    """

    key = models.CharField(max_length=64, primary_key=True)
    tries = models.PositiveIntegerField()
    expires = models.BigIntegerField(db_index=True)  # seconds since 1970, when the window is over

    def __str__(self) -> str:
        return f"{self.tries} tries"

"""Changes of what an account may do, which take two administrators."""

from typing import ClassVar

from django.conf import settings
from django.contrib.auth.models import Group
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


class AccountChange(models.Model):
    """One administrator proposes it, another confirms it, and it is done then. The person concerned is neither."""

    class Kind(models.TextChoices):
        ROLE = "role", _("Give a role")
        FACTOR = "factor", _("Reset the second factor")
        EMAIL = "email", _("Change the e-mail")

    person = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="account_changes")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    role = models.ForeignKey(Group, models.CASCADE, null=True, related_name="+")
    email = models.EmailField(blank=True)
    reason = models.CharField(max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(auto_now_add=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="account_change_by_two"
            ),
            models.CheckConstraint(
                condition=~Q(proposed_by=F("person")) & (Q(confirmed_by=None) | ~Q(confirmed_by=F("person"))),
                name="account_change_by_others",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="account_change_confirmed_at",
            ),
            models.CheckConstraint(
                condition=Q(kind="role", role__isnull=False, email="")
                | Q(kind="factor", role=None, email="")
                | Q(kind="email", role=None) & ~Q(email=""),
                name="account_change_says_what",
            ),
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(confirmed_at=None, kind="role"), name="role_proposed_once"
            ),
            models.UniqueConstraint(
                fields=["person", "kind"],
                condition=Q(confirmed_at=None) & ~Q(kind="role"),
                name="account_change_proposed_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.person}"

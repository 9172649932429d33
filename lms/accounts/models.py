"""A person with an account. The e-mail is the login; what need not be known may stay empty."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.auth import get_backends
from django.contrib.auth.models import AbstractUser, UserManager
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from cms.regions import REGIONS
from courses.people.names import NameField


def this_year() -> int:
    """The newest year of birth that can be true."""
    return timezone.localdate().year


class EmailUserManager(UserManager["User"]):
    """Creates accounts by e-mail."""

    def _create_user(self, email: str, password: str | None, **extra: object) -> "User":
        user = self.model(email=self.normalize_email(email).lower(), **extra)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_user(self, email: str, password: str | None = None, **extra: object) -> "User":  # type: ignore[override]
        """Create an ordinary account; without a password, sign-in is by a code sent by e-mail."""
        return self._create_user(email, password, **extra)

    def create_superuser(self, email: str, password: str | None = None, **extra: object) -> "User":  # type: ignore[override]
        """Create an account for which no rule of the admin holds."""
        return self._create_user(email, password, is_staff=True, is_superuser=True, **extra)

    def get_by_natural_key(self, username: str | None) -> "User":
        """Find by e-mail, in any case of letters."""
        return self.get(email__iexact=username)


class User(AbstractUser):
    """Who learns, teaches or administers. Names are asked as they stand in the passport."""

    class Sex(models.TextChoices):
        FEMALE = "f", _("female")
        MALE = "m", _("male")

    username = None  # type: ignore[assignment]
    email = models.EmailField(_("e-mail"), unique=True)
    last_name = NameField(_("last name"), max_length=150, blank=True)
    first_name = NameField(_("first name"), max_length=150, blank=True)
    patronymic = NameField(_("patronymic"), max_length=150, blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="ky")
    region = models.CharField(_("region"), max_length=6, blank=True, choices=REGIONS)
    body = models.CharField(_("place of work"), max_length=200, blank=True)
    position = models.CharField(_("position"), max_length=200, blank=True)
    sex = models.CharField(_("sex"), max_length=1, blank=True, choices=Sex.choices)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1920), MaxValueValidator(this_year)],
    )

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []
    objects: ClassVar[EmailUserManager] = EmailUserManager()

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        default_permissions = ()
        permissions = [
            ("view_person", gettext_noop("Can look people up")),
            ("change_person", gettext_noop("Can add people and change what their profile says")),
            (
                "manage_access",
                gettext_noop("Can change roles, addresses and second factors of people, together with another"),
            ),
        ]
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_in_any_case")]

    def get_full_name(self) -> str:
        """Family name, first name, patronymic: the order of documents in both countries."""
        return " ".join(part for part in (self.last_name, self.first_name, self.patronymic) if part)

    def has_perm(self, perm: str, obj: Any = None) -> bool:
        """A superuser holds every permission; about an object the rules are asked for them too."""
        if obj is None or not self.is_superuser:
            return super().has_perm(perm, obj)
        return self.is_active and any(backend.has_perm(self, perm, obj) for backend in get_backends())

    def __str__(self) -> str:
        return self.get_full_name() or self.email


from lms.accounts.access.models import AccountChange  # noqa: E402, F401

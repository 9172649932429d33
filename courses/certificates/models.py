"""The register: what was certified, to whom, in which file, and what was taken back."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import get_language, gettext_noop
from django.utils.translation import gettext_lazy as _

from cms.jobs.models import QueuedModel
from courses.certificates import integrity
from courses.learning.models import Enrolment


class Series(models.Model):
    """The numbers of an issuer in a year. The row is locked while a number is given, so there are no gaps."""

    issuer = models.CharField(max_length=12)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["issuer", "year"], name="series_once")]

    def __str__(self) -> str:
        return f"{self.issuer}-{self.year}"


class Certificate(QueuedModel):
    """A line of the register. It waits for its file until it is finished.

    What is printed is copied here when it is issued and never edited: a correction is the next revision, a renewal
    the next cycle, and both have a number of their own. Only the erasure of the holder empties name and salt.
    """

    class Status(models.TextChoices):
        VALID = "valid", _("valid")
        REPLACED = "replaced", _("replaced by a newer one")
        REVOKED = "revoked", _("revoked")
        EXPIRED = "expired", _("expired")
        DAMAGED = integrity.DAMAGED, _("damaged")
        UNPROVED = integrity.UNPROVED, _("cannot be checked now")
        UNKNOWN = "unknown", _("not in the register")
        MALFORMED = "malformed", _("not a number of a certificate")

    series = models.ForeignKey(Series, models.PROTECT, related_name="certificates")
    ordinal = models.PositiveIntegerField()
    number = models.CharField(_("number"), max_length=32, unique=True)
    number_key = models.CharField(max_length=32, unique=True, editable=False, help_text="by which it is looked up")
    serial = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    enrolment = models.ForeignKey(Enrolment, models.PROTECT, related_name="certificates")
    cycle = models.PositiveSmallIntegerField(default=1)
    revision = models.PositiveSmallIntegerField(default=1)
    holder = models.CharField(_("holder"), max_length=200, blank=True)
    course_code = models.CharField(max_length=80)
    titles = models.JSONField(help_text="language -> title of the course as printed")
    issuer_names = models.JSONField(default=dict, help_text="language -> name of the issuer as printed")
    edition_number = models.PositiveIntegerField()
    minutes_theory = models.PositiveIntegerField()
    minutes_practice = models.PositiveIntegerField()
    minutes_by_evidence = models.JSONField(default=dict)
    minutes_per_hour = models.PositiveSmallIntegerField()
    order_number = models.CharField(_("order number"), max_length=60, blank=True)
    languages = models.JSONField(help_text="one or two language codes")
    issued_on = models.DateField(_("issued on"))
    valid_until_on = models.DateField(_("valid until"), null=True, blank=True)
    issued_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    correction = models.CharField(_("reason of the correction"), max_length=500, blank=True)
    salt = models.CharField(max_length=32, blank=True)
    name_hash = models.CharField(max_length=64)
    key_id = models.CharField(max_length=64)
    token = models.TextField()

    _stored_status: str
    _checked_status: str | None

    class Meta:
        default_permissions = ()
        permissions = [
            ("view_certificate", gettext_noop("Can view the register")),
            ("issue_certificate", gettext_noop("Can issue certificates")),
            ("correct_certificate", gettext_noop("Can correct certificates")),
            ("revoke_certificate", gettext_noop("Can propose and confirm revocations")),
            ("export_certificate", gettext_noop("Can export the register")),
        ]
        verbose_name = _("certificate")
        verbose_name_plural = _("certificates")
        constraints = [
            models.UniqueConstraint(fields=["series", "ordinal"], name="certificate_number_once"),
            models.UniqueConstraint(fields=["enrolment", "cycle", "revision"], name="certificate_revision_once"),
            models.CheckConstraint(condition=Q(cycle__gte=1, revision__gte=1), name="certificate_counts_from_one"),
            models.CheckConstraint(
                condition=Q(valid_until_on=None) | Q(valid_until_on__gte=F("issued_on")) | Q(revision__gt=1),
                name="certificate_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(holder="", salt="") | ~Q(holder="") & ~Q(salt=""), name="name_has_salt"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_erased(self) -> bool:
        """Has the holder been erased? The paper still verifies, by the hash of the name on it."""
        return not self.holder

    @property
    def minutes(self) -> int:
        """All minutes certified."""
        return self.minutes_theory + self.minutes_practice

    @property
    def status(self) -> str:
        """What is told of a row of `queries.register`: the status on the day, if the row is what was signed."""
        if self._checked_status is None:
            self._checked_status = integrity.fault(self) or self._stored_status
        return self._checked_status

    @status.setter
    def status(self, noted: str) -> None:
        """The database notes it; nobody is told before the row is proved."""
        self._stored_status, self._checked_status = noted, None

    @property
    def is_intact(self) -> bool:
        """Is a row of `queries.register` what was signed, so that what it says may be believed?"""
        return self.status not in integrity.MESSAGES

    @property
    def status_label(self) -> str:
        """The status in the reader's words, on rows of `queries.register`."""
        return str(self.Status(self.status).label)

    def title(self, language: str | None = None) -> str:
        """The course's title as printed, in the language (default: the reader's), else in the first there is."""
        return self.titles.get(language or get_language()) or next(iter(self.titles.values()))


class ConfirmedName(models.Model):
    """The holder has seen how their name will be printed, and has said yes to it.

    A name that is changed afterwards is another one: no certificate follows by itself until they say yes again.
    """

    person = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="confirmed_name")
    name = models.CharField(_("name"), max_length=200)
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="confirmed_name_is_given")]

    def __str__(self) -> str:
        return self.name


class CertificateFile(models.Model):
    """The finished PDF. Inserted once: the first that was stored is the certificate, whoever rendered it."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="file")
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    path = models.CharField(max_length=200, blank=True, help_text="in the private storage; empty once erased")
    stored_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.sha256


class TwoPersonProposal(models.Model):
    """One person proposes, and another confirms, who held the right already when it was proposed."""

    reason = models.CharField(_("reason"), max_length=500)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)

    certificate: Any
    label: Any
    permission: str

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="%(class)s_has_reason"),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("proposed_by")), name="%(class)s_by_two"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None, confirmed_at=None)
                | Q(confirmed_by__isnull=False, confirmed_at__isnull=False),
                name="%(class)s_confirmed_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.reason}"


class Revocation(TwoPersonProposal):
    """A certificate taken back: once it is confirmed, for good."""

    certificate = models.OneToOneField(Certificate, models.PROTECT, related_name="revocation")
    label = _("Revoke")
    permission = "courses.revoke_certificate"

    class Meta(TwoPersonProposal.Meta):
        abstract = False
        verbose_name = _("revocation")
        verbose_name_plural = _("revocations")


class IssueProposal(TwoPersonProposal):
    """A certificate that one person alone does not issue: in another name, or again after a revocation.

    What it would say waits in `changes` and goes once it is confirmed: then the certificate says it.
    """

    class Kind(models.TextChoices):
        CORRECT = "correct", _("Correct to another name")
        RENEW = "renew", _("Issue again")

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="proposals")
    kind = models.CharField(max_length=7, choices=Kind.choices)
    changes = models.JSONField(default=dict)
    issued = models.OneToOneField(Certificate, models.PROTECT, null=True, related_name="proposal")

    class Meta(TwoPersonProposal.Meta):
        abstract = False
        constraints = [
            *TwoPersonProposal.Meta.constraints,
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(confirmed_at=None), name="issueproposal_waits_once"
            ),
            models.CheckConstraint(
                condition=Q(confirmed_at=None, issued=None) | Q(confirmed_at__isnull=False, issued__isnull=False),
                name="issueproposal_issued_when_confirmed",
            ),
        ]

    @property
    def label(self) -> Any:
        """What is proposed."""
        return self.Kind(self.kind).label

    @property
    def permission(self) -> str:  # type: ignore[override]
        """The right that it needs of both."""
        return "courses.correct_certificate" if self.kind == self.Kind.CORRECT else "courses.issue_certificate"


class CorrectionRequest(models.Model):
    """The holder says that their certificate is wrong. Who may correct it corrects it, or says why not."""

    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="correction_requests")
    name = models.CharField(_("name as it should be written"), max_length=200)
    text = models.CharField(_("what is wrong"), max_length=1000)
    asked_at = models.DateTimeField(default=timezone.now)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    refusal = models.CharField(_("why it is not corrected"), max_length=1000, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(resolved_at=None), name="correctionrequest_open_once"
            ),
            models.CheckConstraint(
                condition=Q(resolved_by=None, resolved_at=None, refusal="")
                | Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="correctionrequest_resolved_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.name}"

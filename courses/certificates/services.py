"""Changes of the register: issue, correct, renew, revoke, erase the holder."""

import logging
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import ImproperlyConfigured, ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log as log_action

from cms.access.rights import held_before
from cms.print.fonts import tidy
from courses import signals
from courses.certificates import files, keys, names, tokens
from courses.certificates.facts import against_name, against_text, facts_of, issuer_in, name_of, reasons_against
from courses.certificates.integrity import refuse_fault
from courses.certificates.models import Certificate, ConfirmedName, Revocation, Series
from courses.certificates.numbers import key_of
from courses.certificates.policies import REVOKE
from courses.certificates.queries import Status, finished_without, is_confirmed, standing
from courses.conf import setting
from courses.learning.models import Enrolment
from courses.learning.queries import progress_of
from courses.people.names import tidy_name

log = logging.getLogger(__name__)
UNCONFIRMED = "holder-unconfirmed"
REVOCATION_WITHDRAWN = "courses.revocation_withdrawn"
COPIED = (
    "holder",
    "course_code",
    "titles",
    "edition_number",
    "minutes_theory",
    "minutes_practice",
    "minutes_by_evidence",
    "minutes_per_hour",
    "languages",
    "valid_until_on",
    "order_number",
)


@transaction.atomic
def issue(*, enrolment: Enrolment, by: Any = None, order_number: str = "") -> Certificate:
    """Issue the certificate of a finished course. Repeats safely: one that stands and has not expired is returned.

    Raises ValidationError with every reason against it. An expired one is followed by the next cycle.
    """
    enrolment = _locked(enrolment)
    present = standing(enrolment)
    if present:
        refuse_fault(present)
    if present and present.status != Status.EXPIRED:
        return present
    return _issue_cycle(enrolment, present.cycle + 1 if present else 1, by, order_number)


@transaction.atomic
def renew(*, enrolment: Enrolment, by: Any, order_number: str = "") -> Certificate:
    """Issue the next cycle after an expired or revoked certificate; a valid one is returned as it is."""
    enrolment = _locked(enrolment)
    present = standing(enrolment)
    if present is None:
        raise ValidationError(_("There is no certificate to renew."), code="none")
    refuse_fault(present)
    if present.status == Status.VALID:
        return present
    return _issue_cycle(enrolment, present.cycle + 1, by, order_number)


@transaction.atomic
def correct(*, certificate: Certificate, by: Any, reason: str, **changes: Any) -> Certificate:
    """Issue a corrected certificate with a number of its own; the old one is replaced from then on.

    What may be corrected: holder, order_number, titles, languages.
    """
    if unknown := changes.keys() - {"holder", "order_number", "titles", "languages"}:
        raise TypeError(f"not to be corrected: {unknown}")
    enrolment = _locked(certificate.enrolment)
    present = standing(enrolment)
    if present.pk != certificate.pk or present.status == Status.REVOKED or present.is_erased:
        raise ValidationError(_("Only the certificate that stands can be corrected."), code="not-standing")
    refuse_fault(present)
    facts = {name: getattr(present, name) for name in COPIED} | changes
    facts["holder"] = tidy_name(facts["holder"])
    _refuse(_against_correction(facts, reason))
    return _write(enrolment, present.cycle, present.revision + 1, issued_by=by, correction=tidy(reason), **facts)


def _against_correction(facts: dict[str, Any], reason: str) -> list[ValidationError]:
    reasons = against_name(facts["holder"])
    reasons += against_text(_("order number"), facts["order_number"], "order_number", required=False)
    for title in facts["titles"].values():
        reasons += against_text(_("course title"), title, "title")
    if not tidy(reason):
        reasons.append(ValidationError(_("Say what is corrected and why."), code="reason-missing"))
    return reasons


@transaction.atomic
def issue_in_group(*, enrolment: Enrolment, order_number: str, by: Any) -> tuple[Certificate, bool]:
    """Issue to one person of a group by the group's order: the certificate, and whether it is new.

    Raises ValidationError with every reason against it.
    """
    enrolment = _locked(enrolment)
    present = standing(enrolment)
    certificate = issue(enrolment=enrolment, by=by, order_number=order_number)
    return certificate, present is None or present.pk != certificate.pk


def issue_by_itself(*, enrolment: Enrolment) -> Certificate | None:
    """Issue where the course does so by itself and nothing stands against it; else None, and the learner is told
    on their page what is missing. A site without a key must still let people finish.
    """
    if enrolment.cohort.course.issue != "automatic":
        return None
    try:
        return issue(enrolment=enrolment)
    except ValidationError:
        return None
    except ImproperlyConfigured:
        log.exception("no certificate for enrolment %s", enrolment.pk)
        return None


def issue_finished(*, person: Any) -> list[Certificate]:
    """Issue what waited for the holder's yes to their name."""
    issued = (issue_by_itself(enrolment=enrolment) for enrolment in finished_without(person))
    return [certificate for certificate in issued if certificate]


@transaction.atomic
def confirm_name(*, person: Any, name: str) -> list[Certificate]:
    """Store that the holder says yes to the name that they were shown, and issue what waited for it.

    Raises ValidationError, with the code "changed" where the profile has another name by now.
    """
    person = get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person.pk)
    if name_of(person) != name:
        message = _("Your name was changed in the profile meanwhile. Please look at it again.")
        raise ValidationError(message, code="changed")
    _refuse(against_name(name))
    facts = {"name": name, "confirmed_at": timezone.now()}
    ConfirmedName.objects.update_or_create(person=person, defaults=facts)
    return issue_finished(person=person)


@transaction.atomic
def propose_revocation(*, certificate: Certificate, reason: str, by: Any) -> Revocation:
    """Propose to take a certificate back. It stays valid until another person confirms."""
    present = standing(_locked(certificate.enrolment))
    if present.pk != certificate.pk:
        raise ValidationError(_("This certificate is replaced already; revoke the one that stands."), code="replaced")
    if not tidy(reason):
        raise ValidationError(_("A revocation needs a reason."), code="reason-missing")
    if Revocation.objects.filter(certificate=certificate).exists():
        raise ValidationError(_("A revocation of this certificate is proposed already."), code="proposed")
    return Revocation.objects.create(certificate=certificate, reason=tidy(reason), proposed_by=by)


@transaction.atomic
def confirm_revocation(*, revocation: Revocation, by: Any) -> Revocation:
    """Confirm a proposed revocation, as another person than who proposed it, who could revoke already then. It holds
    from now on, for good.
    """
    if by.pk == revocation.proposed_by_id:
        raise ValidationError(_("Another person must confirm the revocation."), code="same-person")
    if not held_before(by, REVOKE, revocation.proposed_at):
        raise ValidationError(
            _("Only somebody who could revoke certificates before this was proposed can confirm it."), code="held-since"
        )
    waiting = Revocation.objects.filter(pk=revocation.pk, confirmed_at=None)
    if not waiting.update(confirmed_by=by, confirmed_at=timezone.now()):
        raise ValidationError(_("This revocation is confirmed already."), code="confirmed")
    revocation.refresh_from_db()
    signals.certificate_revoked.send(Revocation, revocation=revocation)
    return revocation


@transaction.atomic
def withdraw_revocation(*, revocation: Revocation, by: Any) -> Certificate:
    """Take back a proposal that nobody has confirmed; the log keeps who proposed it, why, and who took it back."""
    certificate = revocation.certificate
    if not Revocation.objects.filter(pk=revocation.pk, confirmed_at=None).delete()[0]:
        raise ValidationError(_("This revocation is confirmed already."), code="confirmed")
    proposal = {"reason": revocation.reason, "proposed_by": str(revocation.proposed_by)}
    log_action(certificate, REVOCATION_WITHDRAWN, user=by, data=proposal)
    return certificate


@transaction.atomic
def erase_holder(*, person: Any) -> int:
    """Forget the holder's name on all certificates of a person, with salts and files; returns how many.

    The papers still verify: number, token and the file's hash stay, and the name on a paper can be held against
    the hash with the salt that only the paper has now.
    """
    certificates = Certificate.objects.filter(enrolment__person=person).exclude(holder="")
    for certificate in certificates:
        files.forget(certificate)
    ConfirmedName.objects.filter(person=person).delete()
    return certificates.update(holder="", salt="", finished_at=timezone.now())


def _locked(enrolment: Enrolment) -> Enrolment:
    """The enrolment with what a certificate needs, locked: presses of one person wait for each other."""
    rows = Enrolment.objects.select_for_update(of=("self",)).select_related("person", "cohort__course", "edition")
    return rows.get(pk=enrolment.pk)


def _refuse(reasons: list[ValidationError]) -> None:
    if reasons:
        raise ValidationError(reasons)


def _against_unconfirmed(person: Any, by: Any) -> list[ValidationError]:
    """An administrator answers for the name that they issue to; where nobody does, the holder has said yes to it."""
    if by or against_name(name_of(person)) or is_confirmed(person):
        return []
    return [ValidationError(_("You have not said yet that your name is written rightly."), code=UNCONFIRMED)]


def _issue_cycle(enrolment: Enrolment, cycle: int, by: Any, order_number: str) -> Certificate:
    order_number = tidy(order_number)
    progress = progress_of(enrolment)
    _refuse(reasons_against(enrolment, progress, order_number) + _against_unconfirmed(enrolment.person, by))
    facts = facts_of(enrolment, progress, timezone.localdate())
    return _write(enrolment, cycle, 1, issued_by=by, order_number=order_number, **facts)


def _write(enrolment: Enrolment, cycle: int, revision: int, **facts: Any) -> Certificate:
    """Give the number, sign, store and announce. The key is asked first: without it no number is touched."""
    key, today, salt = keys.signing_key(), timezone.localdate(), names.new_salt()
    certificate = Certificate(enrolment=enrolment, cycle=cycle, revision=revision, issued_on=today, **facts)
    certificate.salt, certificate.name_hash = salt, names.name_hash(certificate.holder, salt)
    certificate.series, certificate.ordinal = _next_number(today)
    certificate.number = f"{certificate.series}-{certificate.ordinal:06d}"
    certificate.number_key = key_of(certificate.number)
    certificate.issuer_names = issuer_in(certificate.languages)
    certificate.key_id, certificate.token = str(key.kid), tokens.sign(tokens.claims_of(certificate), key)
    certificate.save(force_insert=True)
    signals.certificate_issued.send(Certificate, certificate=certificate)
    return certificate


def _next_number(on: date) -> tuple[Series, int]:
    """The next number of the year, from the locked row: a transaction that fails gives it back, so no gaps."""
    series, _new = Series.objects.select_for_update().get_or_create(issuer=setting("ISSUER"), year=on.year)
    series.last += 1
    series.save(update_fields=["last"])
    return series, series.last

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

from cms.access.permissions import had_permission_before
from cms.pdf.fonts import normalize_text
from courses import signals
from courses.certificates import files, keys, name_hashing, tokens
from courses.certificates.correction_requests import resolve_corrected
from courses.certificates.eligibility import (
    certificate_fields,
    holder_name,
    ineligibility_reasons,
    issuer_names_in,
    name_errors,
    printed_name,
    text_errors,
)
from courses.certificates.integrity import ensure_intact
from courses.certificates.models import (
    Certificate,
    ConfirmedName,
    CorrectionRequest,
    IssueProposal,
    Revocation,
    Series,
    TwoPersonProposal,
)
from courses.certificates.number_format import lookup_key
from courses.certificates.queries import (
    Status,
    awaiting_automatic_issue,
    current_certificate,
    has_confirmed_name,
    reference_certificate,
    renewal_needs_two,
)
from courses.conf import setting
from courses.learning.models import Enrolment
from courses.learning.progress import Progress
from courses.learning.queries import progress_of
from courses.learning.services import lock_enrolment
from courses.people.names import is_slip, tidy_name

log = logging.getLogger(__name__)
UNCONFIRMED = "holder-unconfirmed"
PROPOSAL_WITHDRAWN = "courses.proposal_withdrawn"
SETTLED = _("This proposal is settled already.")
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
def issue(
    *, enrolment: Enrolment, by: Any = None, order_number: str = "", progress: Progress | None = None
) -> Certificate:
    """Issue the certificate of a finished course. Repeats safely: one that stands and has not expired is returned.

    `progress` is given by who has locked the enrolment and evaluated it in this transaction: neither is done again.
    Raise ValidationError with every reason against it. An expired one is followed by the next cycle.
    """
    if progress is None:
        enrolment = lock_enrolment(enrolment.pk)
    current = current_certificate(enrolment)
    if current:
        ensure_intact(current)
    if current and current.status != Status.EXPIRED:
        return current
    if current:
        _refuse_one_alone(renewal_needs_two(current))
    return _issue_cycle(enrolment, current.cycle + 1 if current else 1, by, order_number, progress)


@transaction.atomic
def renew(*, enrolment: Enrolment, by: Any, order_number: str = "") -> Certificate:
    """Issue the next cycle after an expired certificate; a valid one is returned as it is."""
    enrolment, current = _to_renew(enrolment)
    if current.status == Status.VALID:
        return current
    _refuse_one_alone(renewal_needs_two(current))
    return _issue_cycle(enrolment, current.cycle + 1, by, order_number)


@transaction.atomic
def correct(*, certificate: Certificate, by: Any, reason: str, **changes: Any) -> Certificate:
    """Issue a corrected certificate with a number of its own; the old one is replaced from then on.

    What may be corrected: holder, order_number, titles, languages.
    """
    enrolment, facts = _to_correct(certificate, reason, changes)
    _refuse_one_alone(_is_other_name(certificate, facts["holder"]))
    return _next_revision(enrolment, certificate, by, reason, facts)


def _to_correct(certificate: Certificate, reason: str, changes: dict[str, Any]) -> tuple[Enrolment, dict[str, Any]]:
    """The enrolment, locked, and the facts of the next revision. ValidationError where there can be none."""
    if unknown := changes.keys() - {"holder", "order_number", "titles", "languages"}:
        raise TypeError(f"not to be corrected: {unknown}")
    enrolment = lock_enrolment(certificate.enrolment_id)
    current = current_certificate(enrolment)
    if current.pk != certificate.pk or current.status == Status.REVOKED or current.is_erased:
        raise ValidationError(_("Only the certificate that stands can be corrected."), code="not-current")
    ensure_intact(current)
    facts = {name: getattr(current, name) for name in COPIED} | changes
    facts["holder"] = tidy_name(facts["holder"])
    _raise_all(_correction_errors(facts, reason))
    return enrolment, facts


def _next_revision(
    enrolment: Enrolment, certificate: Certificate, by: Any, reason: str, facts: dict[str, Any]
) -> Certificate:
    cycle, revision = certificate.cycle, certificate.revision + 1
    corrected = _create_certificate(
        enrolment, cycle, revision, issued_by=by, correction=normalize_text(reason), **facts
    )
    resolve_corrected(certificate=certificate, corrected=corrected, by=by)
    return corrected


def _to_renew(enrolment: Enrolment) -> tuple[Enrolment, Any]:
    """The enrolment, locked, and the certificate that stands for it."""
    enrolment = lock_enrolment(enrolment.pk)
    current = current_certificate(enrolment)
    if current is None:
        raise ValidationError(_("There is no certificate to renew."), code="none")
    ensure_intact(current)
    return enrolment, current


def _is_other_name(certificate: Certificate, holder: str) -> bool:
    """Is it the name of somebody else? Compared with a line of the register that is proved."""
    first = reference_certificate(certificate)
    ensure_intact(first)
    return not is_slip(first.holder, holder)


def _refuse_one_alone(needs_two: bool) -> None:
    if needs_two:
        message = _(
            "A certificate in another name than before, or after a revocation, is issued by two administrators: "
            "one proposes it, another confirms."
        )
        raise ValidationError(message, code="by-two")


def _correction_errors(facts: dict[str, Any], reason: str) -> list[ValidationError]:
    reasons = name_errors(facts["holder"])
    reasons += text_errors(_("order number"), facts["order_number"], "order_number", required=False)
    for title in facts["titles"].values():
        reasons += text_errors(_("course title"), title, "title")
    if not normalize_text(reason):
        reasons.append(ValidationError(_("Say what is corrected and why."), code="reason-missing"))
    return reasons


@transaction.atomic
def issue_in_group(*, enrolment: Enrolment, order_number: str, by: Any) -> tuple[Certificate, bool]:
    """Issue to one person of a group by the group's order: the certificate, and whether it is new.

    Raises ValidationError with every reason against it.
    """
    enrolment = lock_enrolment(enrolment.pk)
    current = current_certificate(enrolment)
    certificate = issue(enrolment=enrolment, by=by, order_number=order_number)
    return certificate, current is None or current.pk != certificate.pk


def issue_automatically(*, enrolment: Enrolment, progress: Progress | None = None) -> Certificate | None:
    """Issue where the course does so by itself and nothing stands against it; else None, and the learner is told
    on their page what is missing. A site without a key must still let people finish.
    """
    if enrolment.cohort.course.issue != "automatic":
        return None
    try:
        return issue(enrolment=enrolment, progress=progress)
    except ValidationError:
        return None
    except ImproperlyConfigured:
        log.exception("no certificate for enrolment %s", enrolment.pk)
        return None


def issue_awaiting(*, person: Any) -> list[Certificate]:
    """Issue what waited for the holder's yes to their name."""
    issued = (issue_automatically(enrolment=enrolment) for enrolment in awaiting_automatic_issue(person))
    return [certificate for certificate in issued if certificate]


@transaction.atomic
def confirm_name(*, person: Any, name: str) -> list[Certificate]:
    """Store that the holder says yes to the name that they were shown, and issue what waited for it.

    Raises ValidationError, with the code "changed" where the profile has another name by now.
    """
    person = get_user_model()._default_manager.select_for_update(no_key=True).get(pk=person.pk)
    if printed_name(person) != name:
        message = _("Your name was changed in the profile meanwhile. Please look at it again.")
        raise ValidationError(message, code="changed")
    _raise_all(name_errors(name))
    facts = {"name": name, "confirmed_at": timezone.now()}
    ConfirmedName.objects.update_or_create(person=person, defaults=facts)
    return issue_awaiting(person=person)


@transaction.atomic
def propose_revocation(*, certificate: Certificate, reason: str, by: Any) -> Revocation:
    """Propose to take a certificate back. It stays valid until another person confirms."""
    current = current_certificate(lock_enrolment(certificate.enrolment_id))
    if current.pk != certificate.pk:
        raise ValidationError(_("This certificate is replaced already; revoke the one that stands."), code="replaced")
    if not normalize_text(reason):
        raise ValidationError(_("A revocation needs a reason."), code="reason-missing")
    if Revocation.objects.filter(certificate=certificate).exists():
        raise ValidationError(_("A revocation of this certificate is proposed already."), code="proposed")
    return Revocation.objects.create(certificate=certificate, reason=normalize_text(reason), proposed_by=by)


@transaction.atomic
def confirm_revocation(*, revocation: Revocation, by: Any) -> Revocation:
    """Confirm a proposed revocation, as another person than who proposed it, who could revoke already then. It holds
    from now on, for good.
    """
    _refuse_second(revocation, by)
    waiting = Revocation.objects.filter(pk=revocation.pk, confirmed_at=None)
    if not waiting.update(confirmed_by=by, confirmed_at=timezone.now()):
        raise ValidationError(SETTLED, code="confirmed")
    revocation.refresh_from_db()
    signals.certificate_revoked.send(Revocation, revocation=revocation)
    return revocation


@transaction.atomic
def propose_correction(*, certificate: Certificate, by: Any, reason: str, **changes: Any) -> IssueProposal:
    """Propose what `correct` refuses to one alone. The certificate stays as it is until another person confirms."""
    _to_correct(certificate, reason, changes)
    return _propose(certificate, IssueProposal.Kind.CORRECT, by, reason, changes)


@transaction.atomic
def propose_renewal(*, enrolment: Enrolment, by: Any, reason: str, order_number: str = "") -> IssueProposal:
    """Propose what `renew` refuses to one alone: the next cycle in the name that the profile has now."""
    enrolment, current = _to_renew(enrolment)
    _refuse_valid(current)
    _raise_all(ineligibility_reasons(enrolment, progress_of(enrolment), normalize_text(order_number)))
    changes = {"holder": holder_name(enrolment), "order_number": normalize_text(order_number)}
    return _propose(current, IssueProposal.Kind.RENEW, by, reason, changes)


def _propose(certificate: Any, kind: str, by: Any, reason: str, changes: dict[str, Any]) -> IssueProposal:
    if not normalize_text(reason):
        raise ValidationError(_("A proposal needs a reason."), code="reason-missing")
    if IssueProposal.objects.filter(certificate=certificate, confirmed_at=None).exists():
        raise ValidationError(_("Something is proposed for this certificate already."), code="proposed")
    facts = {"kind": kind, "reason": normalize_text(reason), "changes": changes}
    return IssueProposal.objects.create(certificate_id=certificate.pk, proposed_by=by, **facts)


@transaction.atomic
def confirm_issue(*, proposal: IssueProposal, by: Any) -> Certificate:
    """Issue what another person has proposed, if it still can be: the certificate stands, the name is the same."""
    _refuse_second(proposal, by)
    enrolment = lock_enrolment(proposal.certificate.enrolment_id)
    waiting = IssueProposal.objects.filter(pk=proposal.pk, confirmed_at=None)
    if not waiting.exists():
        raise ValidationError(SETTLED, code="confirmed")
    issued = _issue_proposed(enrolment, proposal, by)
    waiting.update(confirmed_by=by, confirmed_at=timezone.now(), issued=issued, changes={})
    proposal.refresh_from_db()
    return issued


def _issue_proposed(enrolment: Enrolment, proposal: IssueProposal, by: Any) -> Certificate:
    if proposal.kind == IssueProposal.Kind.CORRECT:
        enrolment, facts = _to_correct(proposal.certificate, proposal.reason, proposal.changes)
        return _next_revision(enrolment, proposal.certificate, by, proposal.reason, facts)
    enrolment, current = _to_renew(enrolment)
    if current.pk != proposal.certificate_id:
        raise ValidationError(_("Another certificate has been issued since."), code="not-current")
    _refuse_valid(current)
    if holder_name(enrolment) != proposal.changes["holder"]:
        raise ValidationError(_("The name in the profile is another one since this was proposed."), code="changed")
    return _issue_cycle(enrolment, current.cycle + 1, by, proposal.changes["order_number"])


def _refuse_valid(current: Any) -> None:
    if current.status == Status.VALID:
        raise ValidationError(_("The certificate that stands is valid."), code="valid")


def _refuse_second(proposal: TwoPersonProposal, by: Any) -> None:
    """Raise ValidationError where the person may not be the second of the two."""
    if by.pk == proposal.proposed_by_id:
        raise ValidationError(_("Another person must confirm what one has proposed."), code="same-person")
    if not had_permission_before(by, proposal.permission, proposal.proposed_at):
        message = _("Only somebody who had this right before it was proposed can confirm it.")
        raise ValidationError(message, code="held-since")


@transaction.atomic
def withdraw(*, proposal: TwoPersonProposal, by: Any) -> Certificate:
    """Take back a proposal that nobody has confirmed; the log keeps who proposed it, why, and who took it back."""
    certificate = proposal.certificate
    if not type(proposal)._default_manager.filter(pk=proposal.pk, confirmed_at=None).delete()[0]:
        raise ValidationError(SETTLED, code="confirmed")
    said = {"what": str(proposal.label), "reason": proposal.reason, "proposed_by": str(proposal.proposed_by)}
    log_action(certificate, PROPOSAL_WITHDRAWN, user=by, data=said)
    return certificate


@transaction.atomic
def erase_holder(*, person: Any) -> int:
    """Forget the holder's name on all certificates of a person, with salts and files; returns how many.

    The papers still verify: number, token and the file's hash stay, and the name on a paper can be held against
    the hash with the salt that only the paper has now.
    """
    certificates = Certificate.objects.filter(enrolment__person=person).exclude(holder="")
    for certificate in certificates:
        files.delete_file(certificate)
    ConfirmedName.objects.filter(person=person).delete()
    IssueProposal.objects.filter(certificate__enrolment__person=person, confirmed_at=None).delete()
    CorrectionRequest.objects.filter(certificate__enrolment__person=person).delete()
    return certificates.update(holder="", salt="", finished_at=timezone.now())


def _raise_all(reasons: list[ValidationError]) -> None:
    if reasons:
        raise ValidationError(reasons)


def _unconfirmed_name_errors(person: Any, by: Any) -> list[ValidationError]:
    """An administrator answers for the name that they issue to; where nobody does, the holder has said yes to it."""
    if by or name_errors(printed_name(person)) or has_confirmed_name(person):
        return []
    return [ValidationError(_("You have not said yet that your name is written rightly."), code=UNCONFIRMED)]


def _issue_cycle(
    enrolment: Enrolment, cycle: int, by: Any, order_number: str, progress: Progress | None = None
) -> Certificate:
    order_number = normalize_text(order_number)
    progress = progress or progress_of(enrolment)
    _raise_all(
        ineligibility_reasons(enrolment, progress, order_number) + _unconfirmed_name_errors(enrolment.person, by)
    )
    facts = certificate_fields(enrolment, progress, timezone.localdate())
    return _create_certificate(enrolment, cycle, 1, issued_by=by, order_number=order_number, **facts)


def _create_certificate(enrolment: Enrolment, cycle: int, revision: int, **facts: Any) -> Certificate:
    """Give the number, sign, store and announce. The key is asked first: without it no number is touched."""
    key, today, salt = keys.signing_key(), timezone.localdate(), name_hashing.new_salt()
    certificate = Certificate(enrolment=enrolment, cycle=cycle, revision=revision, issued_on=today, **facts)
    certificate.salt, certificate.name_hash = salt, name_hashing.name_hash(certificate.holder, salt)
    certificate.series, certificate.ordinal = _next_number(today)
    certificate.number = f"{certificate.series}-{certificate.ordinal:06d}"
    certificate.number_key = lookup_key(certificate.number)
    certificate.issuer_names = issuer_names_in(certificate.languages)
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

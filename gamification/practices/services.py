"""Changes of practices: keep a report, send it, check it, withdraw it; take one up.

Whatever makes a public page differ ends with `log_and_invalidate`: pages, lists and the search are dropped at once.
"""

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from cms.access.policy import can
from cms.cache.content import log_and_invalidate
from cms.media.photos import Photo
from gamification import signals
from gamification.members.models import Member
from gamification.mentors.models import GivenTask
from gamification.practices.models import Practice, PracticePhoto, PracticeUse, is_web_address
from gamification.stars.services import award

State = Practice.State
PHOTOS = 6
REQUIRED = ("title", "done", "changed", "for_whom", "cost", "repeat")
TEXT_FIELDS = (*REQUIRED, "video", "language", "region")


class NotOpenError(Exception):
    """This cannot be done now: it waits for the check, or somebody has changed or decided it meanwhile."""


class IncompleteError(Exception):
    """Something necessary is missing; `fields` are the names."""

    def __init__(self, fields: list[str]) -> None:
        super().__init__(", ".join(fields))
        self.fields = fields


class SaveResult(NamedTuple):
    """The report as it is stored now; `written` false when the words are another window's than the form's;
    `left_out` says how many photographs were too many.
    """

    practice: Practice
    written: bool
    left_out: int = 0


@transaction.atomic
def save_draft(
    *,
    author: Member,
    edit: int,
    words: Mapping[str, str],
    practice: Practice | None = None,
    given: GivenTask | None = None,
    topics: Iterable[int] = (),
    alts: Mapping[int, str] | None = None,
    uploads: Iterable[Photo] = (),
    remove: Iterable[int] = (),
) -> SaveResult:
    """Keep words (of WORDS) and photographs; `alts` are the sentences by the id of the photograph.

    `edit` is the number that the writer saw, 0 for a new report. Was it changed since, in another window or on another
    device, then the words there stand and the photographs are added all the same. A change of a published practice
    takes its page from the portal until it was checked again. Raises NotOpenError while it waits for the check.
    """
    held = _held_for(author, practice, given, words)
    public = held.is_public
    written = held.edit == edit
    if held.state == State.SENT or (public and not written):
        raise NotOpenError
    if written:
        _write(held, words, topics)
        _remove(held, remove)
        for photo, alt in (alts or {}).items():
            held.photos.filter(pk=photo).update(alt=alt[:200])
    left_out = _add(held, uploads)
    if public:
        log_and_invalidate(held, public=False, by=author.person)
    return SaveResult(held, written, left_out)


def _held_for(author: Member, practice: Practice | None, given: GivenTask | None, words: Mapping[str, str]) -> Practice:
    """The report under its lock, or a new one under the lock of its author: the same form sent twice makes one."""
    if practice:
        held = Practice.objects.select_for_update().get(pk=practice.pk)
        if held.author_id != author.pk:
            raise PermissionDenied
        return held
    if given and given.member_id != author.pk:
        raise PermissionDenied
    Member.objects.select_for_update().get(pk=author.pk)
    same = _same(author, given, words)
    if same and all(getattr(same, name) == word for name, word in words.items()):
        same.edit = 0  # what the form of a new report says
    return same or Practice(author=author, given=given)


def _same(author: Member, given: GivenTask | None, words: Mapping[str, str]) -> Practice | None:
    """Her report of the task, if she has begun one; without a task, one that says the same as the form."""
    hers = Practice.objects.filter(author=author, given=given)
    if given:
        return hers.exclude(state=State.WITHDRAWN).first()
    return hers.filter(state=State.DRAFT, edit=1, **words).first()


def _write(held: Practice, words: Mapping[str, str], topics: Iterable[int]) -> None:
    """What is being mended stays returned, with its comment; anything else becomes a draft."""
    for name in TEXT_FIELDS:
        setattr(held, name, words.get(name, getattr(held, name)))
    held.state = State.RETURNED if held.state == State.RETURNED else State.DRAFT
    held.edit += 1
    held.save()
    held.topics.set(topics)


def _remove(held: Practice, photos: Iterable[int]) -> None:
    for photo in held.photos.filter(pk__in=list(photos)):
        photo.delete()
        for file in (photo.file, photo.small):
            transaction.on_commit(partial(file.storage.delete, file.name))


def _add(held: Practice, uploads: Iterable[Photo]) -> int:
    """Add up to PHOTOS in all; returns how many were left out."""
    left_out, room = 0, PHOTOS - held.photos.count()
    for upload in uploads:
        if room > 0:
            PracticePhoto.objects.create(practice=held, file=upload.large, small=upload.small)
            room -= 1
        else:
            left_out += 1
    return left_out


def missing(practice: Practice) -> list[str]:
    """Names of the fields without which a report cannot be sent, `photos` for a picture without its sentence."""
    lacking = [name for name in REQUIRED if not getattr(practice, name).strip()]
    if practice.video and not is_web_address(practice.video):
        lacking.append("video")
    if any(not photo.alt.strip() for photo in practice.photos.all()):
        lacking.append("photos")
    return lacking


@transaction.atomic
def send(*, practice: Practice, consent: bool) -> Practice:
    """Send the report, as it was kept, to the check. Consent is given anew each time: the words may be new.

    Raises IncompleteError (`consent` among its fields), NotOpenError when it was changed or sent meanwhile.
    """
    held = Practice.objects.select_for_update().get(pk=practice.pk)
    if held.edit != practice.edit or held.state not in (State.DRAFT, State.RETURNED):
        raise NotOpenError
    if lacking := missing(held) + ([] if consent else ["consent"]):
        raise IncompleteError(lacking)
    held.state, held.edit = State.SENT, held.edit + 1
    held.consent_at = held.sent_at = timezone.now()
    held.save()
    signals.practice_sent.send(Practice, practice=held)
    return held


@transaction.atomic
def review(
    *, practice: Practice, by: Any, publish: bool, comment: str, nobody_harmed: bool, nobody_identified: bool
) -> Practice:
    """Publish what was sent, or return it with a comment.

    Raises PermissionDenied for who may not (nobody reviews her own); IncompleteError when it is to be published and
    one of the two questions was not answered with yes, or returned without a comment; NotOpenError when `practice` is
    not what waits now.
    """
    if not can(by, "practices.review", practice):
        raise PermissionDenied
    answers = {"nobody_harmed": nobody_harmed, "nobody_identified": nobody_identified} if publish else {}
    answers |= {} if publish else {"comment": bool(comment.strip())}
    if lacking := [name for name, answer in answers.items() if not answer]:
        raise IncompleteError(lacking)
    held = Practice.objects.select_for_update().get(pk=practice.pk)
    if held.edit != practice.edit or held.state != State.SENT:
        raise NotOpenError
    held.reviewed_by, held.reviewed_at, held.comment = by, timezone.now(), comment.strip()
    held.state = State.PUBLISHED if publish else State.RETURNED
    first = publish and held.published_at is None
    if first:
        held.published_at = held.reviewed_at
    held.save()
    if publish:
        log_and_invalidate(held, public=True, by=by)
    if first:
        _first_published(held)
    signals.practice_reviewed.send(Practice, practice=held)
    return held


def _first_published(held: Practice) -> None:
    """The stars of the author; and the task of which it reports is done (the room of tasks lies below this one)."""
    award(
        member=held.author,
        cause="practice-published",
        source=f"practice:{held.pk}",
        title=held.title,
        path=path_for(held),
    )
    if held.given_id:
        GivenTask.objects.filter(pk=held.given_id, done_on=None).update(done_on=timezone.localdate())


@transaction.atomic
def withdraw(*, practice: Practice, by: Any, comment: str = "") -> Practice:
    """Take a report back, at any time; a repeat changes nothing. Who withdraws another's says why.

    Raises PermissionDenied, IncompleteError, and NotOpenError for what was never sent.
    """
    if not can(by, "practices.withdraw", practice):
        raise PermissionDenied
    held = Practice.objects.select_for_update(of=("self",)).select_related("author").get(pk=practice.pk)
    if held.state == State.WITHDRAWN:
        return held
    if held.consent_at is None:
        raise NotOpenError
    if held.author.person_id != by.pk:
        if not comment.strip():
            raise IncompleteError(["comment"])
        held.reviewed_by, held.reviewed_at, held.comment = by, timezone.now(), comment.strip()
    held.state, held.edit = State.WITHDRAWN, held.edit + 1
    held.save()
    log_and_invalidate(held, public=False, by=by)
    return held


@transaction.atomic
def discard(*, practice: Practice, by: Any) -> None:
    """Throw away a draft that nobody else has ever seen, with its photographs.

    Raises PermissionDenied for another's, NotOpenError for what was sent once: that is withdrawn.
    """
    held = Practice.objects.select_for_update(of=("self",)).select_related("author").get(pk=practice.pk)
    if held.author.person_id != by.pk:
        raise PermissionDenied
    if held.state != State.DRAFT or held.consent_at is not None:
        raise NotOpenError
    _remove(held, held.photos.values_list("pk", flat=True))
    held.delete()


@transaction.atomic
def report_use(*, practice: Practice, member: Member, result: str) -> PracticeUse:
    """“We used it too”: once for each member; a report that was declined may be written again.

    Raises PermissionDenied for one's own practice and for who has left, NotOpenError for what is not published or
    was reported before.
    """
    held = Practice.objects.select_for_update().get(pk=practice.pk)
    if held.author_id == member.pk or member.left_at:
        raise PermissionDenied
    if not held.is_public:
        raise NotOpenError
    facts = {"result": result, "state": PracticeUse.State.SENT, "sent_at": timezone.now()}
    use, new = PracticeUse.objects.get_or_create(practice=held, member=member, defaults=facts)
    declined = PracticeUse.objects.filter(pk=use.pk, state=PracticeUse.State.DECLINED)
    if not new and not declined.update(**facts):
        raise NotOpenError
    use.refresh_from_db()
    return use


@transaction.atomic
def confirm_use(*, use: PracticeUse, by: Any, confirm: bool, comment: str = "") -> PracticeUse:
    """Confirm that a practice was taken up, which is shown on its page and gives its author stars; or decline.

    Raises PermissionDenied for who may not (nobody her own), IncompleteError for declining without a comment,
    NotOpenError when it was decided already.
    """
    if not can(by, "practices.confirm", use):
        raise PermissionDenied
    if not confirm and not comment.strip():
        raise IncompleteError(["comment"])
    verdict = PracticeUse.State.CONFIRMED if confirm else PracticeUse.State.DECLINED
    waiting = PracticeUse.objects.filter(pk=use.pk, state=PracticeUse.State.SENT)
    if not waiting.update(state=verdict, reviewed_by=by, comment=comment.strip()):
        raise NotOpenError
    use = PracticeUse.objects.select_related("practice__author", "member").get(pk=use.pk)
    if confirm:
        award(
            member=use.practice.author,
            cause="practice-used",
            source=f"practice-use:{use.pk}",
            title=use.practice.title,
            path=path_for(use.practice),
            given_by=use.member,
        )
        signals.practice_used.send(PracticeUse, use=use)
        log_and_invalidate(use, public=True, by=by)
    return use


def path_for(practice: Practice) -> str:
    """The practice's page on the site, without the language."""
    return f"practices/{practice.pk}/"

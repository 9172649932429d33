"""Practices of the learner in the small world: one published, one that waits with a photograph, a draft."""

from io import BytesIO
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from cms.media.photos import check_photo
from gamification.members.models import Member
from gamification.practices.services import report_use, review, save_draft, send
from tests.gamification.factories import MemberFactory, club_administrator

PARTS = ("title", "done", "changed", "for_whom", "cost", "repeat")
Facts = dict[str, dict[str, Any]]


def build(hers: Member) -> tuple[Facts, Facts]:
    """The parts of addresses, and how forms are filled in."""

    def draft(title: str, **more: Any) -> Any:
        words = {**dict.fromkeys(PARTS, title), "language": "ky"}
        return save_draft(author=hers, edit=0, words=words, **more).practice

    def published(title: str) -> Any:
        checked = {"comment": "", "nobody_harmed": True, "nobody_identified": True}
        sent = send(practice=draft(title), consent=True)
        return review(practice=sent, by=club_administrator(), publish=True, **checked)

    public, other = published("Public"), published("Public too")
    waiting = send(practice=_illustrated(draft("Waits", uploads=[_photo()])), consent=True)
    unsent = draft("Draft")
    use = report_use(practice=public, member=MemberFactory(), result="Used")
    sent = {"pk": waiting.pk}
    parts = {
        "practice": {"pk": public.pk},
        "practice-use": {"pk": public.pk},
        "practice-photo": {"pk": waiting.pk, "photo": waiting.photos.get().pk},
        "practice-edit": {"pk": unsent.pk},
        "practice-discard": {"pk": unsent.pk},
        "practice-withdraw": sent,
        "club-admin-practice": sent,
        "club-admin-practice-withdraw": sent,
        "club-admin-practice-use": {"pk": use.pk},
    }
    vote = {"kind": "best", "title": "Best?", "language": "ky", "chosen": [public.pk, other.pk]}
    ticks = {"nobody_harmed": "on", "nobody_identified": "on", "edit": waiting.edit}
    posted = {
        "practice-use": {"result": "It worked."},
        "practice-new": {"title": "New", "language": "ky", "edit": "0", "keep": "1"},
        "practice-edit": {"title": "More", "language": "ky", "edit": "1", "keep": "1"},
        "club-admin-practice": {"verdict": "publish", **ticks},
        "club-admin-practice-withdraw": {"comment": "Someone can be known."},
        "club-admin-practice-use": {"verdict": "confirm"},
        "club-admin-practice-vote": {**vote, "opens_at": "2099-01-01 10:00", "closes_at": "2099-01-02 10:00"},
    }
    return parts, posted


def _photo() -> Any:
    out = BytesIO()
    Image.new("RGB", (8, 8)).save(out, format="PNG")
    return check_photo(SimpleUploadedFile("dot.png", out.getvalue()), max_bytes=10_000)


def _illustrated(practice: Any) -> Any:
    """With a sentence for each photograph."""
    practice.photos.update(alt="A dot")
    return practice

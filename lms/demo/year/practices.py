"""Reports that were checked and published, that wait or were returned, and who took them up."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile

from cms.media.photos import Photo, check_photo
from gamification.practices.models import Practice, PracticeUse
from gamification.practices.services import TEXT_FIELDS, confirm_use, path_for, report_use, review, save_draft, send
from gamification.stars.services import award, reverse
from lms.demo.year.frame import CLUB, Year, texts

MEGABYTES = 4 * 1024 * 1024


def add_practices(year: Year) -> None:
    """In the order in which they were published."""
    entries = {file.stem: texts(f"practices/{file.stem}") for file in sorted((CLUB / "practices").glob("*.yaml"))}
    for key, entry in sorted(entries.items(), key=lambda item: -item[1].get("published", 0)):
        practice = year.practices[key] = _report(year, entry)
        if entry.get("state") == "draft":
            continue
        send(practice=practice, consent=True)
        practice.refresh_from_db()
        if "published" in entry:
            _publish(year, practice, entry["published"])
        else:
            _left_waiting(year, practice, entry)


def _report(year: Year, entry: dict[str, Any]) -> Practice:
    words = {name: str(entry[name]).strip() for name in TEXT_FIELDS if name in entry}
    topics = [topic.pk for topic in year.topics_of(entry)]
    author = year.members[entry["author"]]
    photos = [_photo(entry["picture"])] if "picture" in entry else []
    practice = save_draft(author=author, edit=0, words=words, topics=topics, uploads=photos).practice
    practice.photos.update(alt=entry.get("picture_alt", ""))
    return practice


def _photo(name: str) -> Photo:
    content = ContentFile((CLUB / "pictures" / f"{name}.jpg").read_bytes())
    return check_photo(SimpleUploadedFile(f"{name}.jpg", content.read(), "image/jpeg"), max_bytes=MEGABYTES)


def _publish(year: Year, practice: Practice, days: int) -> None:
    """The stars stand in the ledger under the day of publication: publishing, which would give them today, finds
    them there.
    """
    at = year.at(-days, "14:20")
    source, path = f"practice:{practice.pk}", path_for(practice)
    award(member=practice.author, cause="practice-published", source=source, title=practice.title, path=path, at=at)
    review(
        practice=practice,
        by=year.administrator,
        publish=True,
        comment="",
        nobody_harmed=True,
        nobody_identified=True,
    )
    sent_at = at - timedelta(days=3)
    Practice.objects.filter(pk=practice.pk).update(published_at=at, reviewed_at=at, sent_at=sent_at, consent_at=sent_at)
    practice.refresh_from_db()


def _left_waiting(year: Year, practice: Practice, entry: dict[str, Any]) -> None:
    sent_at = year.at(-entry["sent"], "19:40")
    if comment := entry.get("comment"):
        review(
            practice=practice,
            by=year.administrator,
            publish=False,
            comment=comment,
            nobody_harmed=True,
            nobody_identified=False,
        )
        Practice.objects.filter(pk=practice.pk).update(reviewed_at=sent_at + timedelta(days=2))
    Practice.objects.filter(pk=practice.pk).update(sent_at=sent_at, consent_at=sent_at)


def add_uses(year: Year) -> None:
    """“We used it too”, confirmed on its day; one award is taken back with a reason."""
    for entry in texts("uses"):
        practice, member = year.practices[entry["practice"]], year.members[entry["by"]]
        use = report_use(practice=practice, member=member, result=entry["result"])
        at = year.at(-entry["day"], "16:05")
        PracticeUse.objects.filter(pk=use.pk).update(sent_at=at)
        if entry.get("state") == "sent":
            continue
        given = award(
            member=practice.author,
            cause="practice-used",
            source=f"practice-use:{use.pk}",
            title=practice.title,
            path=path_for(practice),
            given_by=member,
            at=at,
        )
        confirm_use(use=use, by=year.administrator, confirm=True)
        if given and (reason := entry.get("reversed")):
            reverse(entry=given, reason=reason, by=year.administrator)

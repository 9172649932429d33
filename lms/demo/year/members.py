"""Topics, the seasons of stars, and who belongs to the club."""

from typing import Any

from gamification.members.models import Member, Topic, TopicName
from gamification.members.services import join
from gamification.stars.models import Season
from lms.accounts.models import User
from lms.demo.year.frame import Year, texts

LAST, THIS = (-718, -353), (-353, 12)  # the seasons: from day to day


def add_topics(year: Year) -> None:
    """The subjects of the club's work, in four languages."""
    for slug, names in texts("topics").items():
        topic, new = Topic.objects.get_or_create(slug=slug)
        if new:
            TopicName.objects.bulk_create([TopicName(topic=topic, language=c, name=n) for c, n in names.items()])
        year.topics[slug] = topic


def add_seasons(year: Year) -> None:
    """Last year's season and the one that runs. The rules of stars are those with which every site begins."""
    for name, (first, last) in (("last", LAST), ("this", THIS)):
        starts_at, cut_off_at = year.at(first, "18:00"), year.at(last, "18:00")
        season, _new = Season.objects.get_or_create(
            code=str(cut_off_at.year), defaults={"starts_at": starts_at, "cut_off_at": cut_off_at}
        )
        year.seasons[name] = season


def add_members(year: Year) -> None:
    """Each with an account; who has a login of the demo joins with that one."""
    for key, entry in texts("members").items():
        facts = _facts(year, entry)
        member = join(person=_person(key, entry), name=entry["name"], role=entry.get("role", "deputy"), **facts)
        Member.objects.filter(pk=member.pk).update(joined_at=year.at(-entry["joined"]))
        member.refresh_from_db()
        year.members[key] = member


def _person(key: str, entry: dict[str, Any]) -> User:
    first, last = entry["name"].split(" ", 1)
    email = entry.get("login", f"{key}@example.org")
    language = entry.get("languages", ["ky"])[0]
    person, _new = User.objects.get_or_create(
        email=email, defaults={"first_name": first, "last_name": last, "language": language, "password": "!"}
    )
    return person


def _facts(year: Year, entry: dict[str, Any]) -> dict[str, Any]:
    return {
        "council": entry.get("council", ""),
        "region": entry["region"],
        "languages": entry.get("languages", ["ky"]),
        "teaches": [year.topics[slug] for slug in entry.get("teaches", ())],
        "wants": [year.topics[slug] for slug in entry.get("wants", ())],
        "about": entry.get("about", ""),
        "in_directory": entry.get("directory", True),
        "in_star_lists": entry.get("lists", True),
        "shown": list(Member.SHOWABLE),
        "mentors_up_to": entry.get("mentors", 0),
    }

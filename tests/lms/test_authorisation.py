"""The authorisation matrix: every address × role × method (table: matrix.txt)."""

import re

import pytest
from django.db import transaction

from cms.access import policy
from tests.lms.addresses import addresses
from tests.lms.authorisation import TABLE, Asker, faults, path_of, read, rows, word_for
from tests.lms.world import build

URLCONF = "tests.lms.demo.urls"
pytestmark = [pytest.mark.django_db, pytest.mark.urls(URLCONF)]


@pytest.fixture(autouse=True)
def _demo(settings):
    """All addresses there are, and the editor without the second factor (which test_second_factor.py is about)."""
    settings.DEMO, settings.STAFF_SECOND_FACTOR = True, False


@pytest.fixture
def world():
    return build()


@pytest.fixture
def table():
    return read(TABLE.read_text())


def test_every_address_answers_everybody_as_the_table_says(world, table):
    assert list(faults(world, URLCONF, table)) == []


def test_ids_of_others_in_a_form_have_no_effect(world, table):
    """Another person posts every form with everything of the learner's named in it: no row that was there changes."""
    hers, me = world.people["learner"], world.people["another"]
    enrolment = hers.enrolments.first()
    names = {"id", "pk", "person", "user", "owner", "recorded_by"}
    forged = dict.fromkeys(names, str(hers.pk)) | {
        "enrolment": str(enrolment.pk),
        "attempt": str(enrolment.attempts.get().pk),
        "submission": str(enrolment.submissions.get().pk),
        "email": hers.email,
    }
    asker = Asker(world)
    own = {
        ("accounts.User", me.pk),
        ("courses.ConfirmedName", me.confirmed_name.pk),
        ("gamification.Member", me.membership.pk),
    }
    before = {key: row for key, row in rows().items() if key not in own}
    ours = {address.name: address for address in addresses(URLCONF) if address.is_ours}
    for name in {name for name, method in table if method == "POST"}:
        with transaction.atomic():
            asker.send("another", "POST", path_of(ours[name], world), name, **forged)
            after = rows()
            transaction.set_rollback(True)
        assert {key: after.get(key) for key in before} == before, name


# Vendors' addresses, by namespace and rule

# What allauth shows to a visitor; everything else of it belongs to a person or to a sign-in under way.
ENTRANCE = {
    "account_login",
    "account_inactive",
    "account_request_login_code",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key",
    "account_reset_password_from_key_done",
    "account_signup",
}
# Words and pictures of the editor's own look.
EDITOR_FOR_ALL = {"wagtailadmin_javascript_catalog", "wagtailadmin_sprite"}
SUPERUSERS_ONLY = {"wagtailusers_groups", "wagtailsites", "wagtaillocales"}


def vendors(prefix):
    return [a for a in addresses(URLCONF) if not a.is_ours and a.path.startswith(prefix)]


def answer(asker, role, address, method="get"):
    found = getattr(asker.clients[role], method)(address.path)
    if re.match(r"/\w\w/admin/", found.get("Location", "")):  # an unknown address is tried in the reader's language
        found = asker.clients[role].get(found["Location"])
    return word_for(found)


def test_every_address_of_a_vendor_falls_under_a_rule():
    ruled = ("/admin/", "/documents/", "/ky/accounts/", "/ky/_util/", "/ky/no-such-page/")
    assert [a.name for a in addresses(URLCONF) if not a.is_ours and not a.path.startswith(ruled)] == []


@pytest.mark.parametrize("method", ["get", "post"])
def test_the_editor_shows_nothing_to_who_is_not_staff(world, method):
    asker = Asker(world)
    found = {
        (address.name, role): answer(asker, role, address, method)
        for address in vendors("/admin/")
        if address.name not in EDITOR_FOR_ALL
        for role in ("anonymous", "learner")
    }
    assert len(found) > 300
    refused = {"anonymous": {"sign-in", "no", "none", "method"}, "learner": {"no"}}
    # The one way in, and the way out: they lead on, and show nothing.
    doors = {("/admin/login/", "anonymous"), ("wagtailadmin_logout", "anonymous")}
    assert {who: word for who, word in found.items() if word not in refused[who[1]] and who not in doors} == {}


@pytest.mark.parametrize("role", ["trainer", "administrator"])
def test_staff_do_not_give_rights_nor_change_the_site(world, role):
    asker = Asker(world)
    closed = [a for a in vendors("/admin/") if a.name.split(":")[0] in SUPERUSERS_ONLY]
    assert len(closed) > 9
    assert {a.name: answer(asker, role, a) for a in closed if answer(asker, role, a) not in {"no", "none"}} == {}


def test_of_accounts_a_visitor_sees_the_entrance_alone(world):
    asker = Asker(world)
    found = {a.name: answer(asker, "anonymous", a) for a in vendors("/ky/accounts/")}
    assert {name for name, word in found.items() if word == "page"} == ENTRANCE
    assert set(found.values()) <= {"page", "sign-in", "away", "none"}


def test_documents_and_private_pages_are_asked_for_one_by_one(world):
    asker = Asker(world)
    for address in [*vendors("/documents/"), *vendors("/ky/_util/"), *vendors("/ky/no-such-page/")]:
        assert answer(asker, "learner", address) in {"none", "method", "away", "sign-in"}, address


# The test finds what it is there to find


@pytest.mark.urls("tests.lms.faulty_views")
@pytest.mark.parametrize(("planted", "fault"), [("unguarded", "names no action"), ("unlisted", "not in the table")])
def test_a_planted_view_is_found(world, table, planted, fault):
    (found,) = faults(world, "tests.lms.faulty_views", table, only=planted)
    assert found.startswith(planted)
    assert fault in found


def test_a_rule_turned_to_anybody_is_found(world, table, monkeypatch):
    monkeypatch.setitem(policy._rules, "assignments.review", policy.anybody)
    found = list(faults(world, URLCONF, table, only="waiting-submissions"))
    assert "waiting-submissions: GET as administrator answers “page”, expected no." in found


def test_rows_that_everybody_sees_are_found(world, table, monkeypatch):
    from courses.certificates.models import Certificate

    monkeypatch.setitem(policy._querysets, Certificate, lambda _user, rows: rows)
    found = list(faults(world, URLCONF, table, only="certificate-file"))
    assert "certificate-file: GET as another answers “page”, expected none." in found


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("gone GET page page page page page page page", "gone: in the table, but there is no such address"),
        ("dashboard GET sign-in no no no no no no", "dashboard: the table lets nobody in"),
    ],
)
def test_a_line_that_says_nothing_true_is_found(world, table, line, fault):
    without = {key: row for key, row in table.items() if key[0] != line.split()[0]}
    found = list(faults(world, URLCONF, without | read(line), only="dashboard"))
    assert any(words.startswith(fault) for words in found)

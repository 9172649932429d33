import pytest

from courses.assignments.services import save_draft, send
from tests.people import with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(enrolment, item):
    kept = save_draft(enrolment=enrolment, item=item, title="Ask a draft", edit=0, text="I asked.")
    return send(draft=kept.draft)


@pytest.fixture
def desk(client, trainer):
    """A trainer in the editor, with their second factor set aside."""
    client.force_login(trainer)
    return client


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.STAFF_SECOND_FACTOR = False


def test_what_waits_is_listed_and_opened(desk, sent):
    assert "Ask a draft" in desk.get("/admin/submissions/").content.decode()
    assert "I asked." in desk.get(f"/admin/submissions/{sent.pk}/").content.decode()


def test_an_empty_list_says_what_will_come(desk):
    assert desk.get("/admin/submissions/").status_code == 200


def test_accepting_completes_and_leads_back_to_the_list(desk, sent, enrolment):
    answer = desk.post(f"/admin/submissions/{sent.pk}/", {"verdict": "accept", "comment": "Good."})
    assert answer["Location"] == "/admin/submissions/"
    assert enrolment.completions.get().evidence == "accepted"


def test_returning_needs_a_comment_and_keeps_what_was_typed(desk, sent, enrolment):
    assert desk.post(f"/admin/submissions/{sent.pk}/", {"verdict": "return", "comment": " "}).status_code == 422
    desk.post(f"/admin/submissions/{sent.pk}/", {"verdict": "return", "comment": "Say whom."})
    assert enrolment.submissions.get().state == "returned"


def test_a_second_answer_is_told_that_there_was_a_first(desk, sent):
    for verdict in ("accept", "return"):
        answer = desk.post(f"/admin/submissions/{sent.pk}/", {"verdict": verdict, "comment": "x"})
    assert answer["Location"] == f"/admin/submissions/{sent.pk}/"
    sent.refresh_from_db()
    assert sent.state == "accepted"


def test_her_own_work_is_neither_listed_nor_opened(desk, sent, enrolment):
    with_role(enrolment.person, "trainers")
    desk.force_login(enrolment.person)
    assert "Ask a draft" not in desk.get("/admin/submissions/").content.decode()
    assert desk.get(f"/admin/submissions/{sent.pk}/")["Location"] == "/admin/"


def test_who_writes_nothing_here_has_no_such_page(client, enrolment, sent):
    client.force_login(enrolment.person)
    assert client.get("/admin/submissions/").status_code in (302, 403)


@pytest.mark.parametrize("count", [1, 12])
def test_the_list_asks_as_many_queries_for_many_as_for_one(desk, enrolment, item, count, django_assert_max_num_queries):
    from tests.factories import EnrolmentFactory

    for _ in range(count):
        other = EnrolmentFactory(edition=enrolment.edition, cohort=enrolment.cohort)
        send(draft=save_draft(enrolment=other, item=item, title="Ask", edit=0, text="x").draft)
    desk.get("/admin/submissions/")
    with django_assert_max_num_queries(20):
        desk.get("/admin/submissions/")

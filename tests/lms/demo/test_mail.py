import pytest
from django.core import mail

from lms.notify.services import add_message
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.lms.demo.urls")]
PAGE = "/ky/demo/mail/"


@pytest.fixture
def _demo(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.VAR_DIR, settings.EMAIL_FILE_PATH = tmp_path, str(tmp_path / "mail")


def letter(subject):
    person = UserFactory()
    add_message(fact=subject, person=person, address=person.email, language="ky", subject=subject, body="Код: 123-456")


@pytest.mark.usefixtures("_demo")
def test_a_visitor_reads_the_letters_newest_first_without_waiting_for_the_worker(client):
    letter("Биринчи өң")
    client.get(PAGE)
    letter("Экинчи өң")
    answer = client.get(PAGE)
    assert [found.subject for found in answer.context["letters"]] == ["Экинчи өң", "Биринчи өң"]
    assert answer.context["letters"][0].text.strip() == "Код: 123-456"


@pytest.mark.usefixtures("_demo")
def test_with_no_letter_it_says_so(client):
    assert client.get(PAGE).context["letters"] == []


def test_outside_the_demo_there_is_no_such_page(client):
    letter("Сыр")
    assert client.get(PAGE).status_code == 302
    client.force_login(UserFactory())
    assert client.get(PAGE).status_code == 403
    assert mail.outbox == []

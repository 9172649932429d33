"""A site with courses and Django's own users: the learner's way, from the catalogue to a checked certificate."""

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command

from courses.certificates.models import Certificate
from courses.learning.models import Enrolment
from courses.learning.services import complete
from courses.syllabus.queries import outline

pytestmark = pytest.mark.django_db
EVIDENCE = {"lesson": "read", "quiz": "passed", "task": "self-reported"}
COURSE = "/ru/courses/equality-first-steps/"


def test_the_site_itself_is_not_installed():
    assert not any(config.name.startswith(("gamification", "lms")) for config in apps.get_app_configs())


def test_the_checks_pass_and_no_migration_is_missing():
    call_command("check", fail_level="ERROR")
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


@pytest.fixture
def course(tmp_path, settings):
    settings.COURSES = {**settings.COURSES, "SIGNING_KEY_FILE": str(tmp_path / "key.json")}
    call_command("make_signing_key", str(tmp_path / "key.json"))
    call_command("setup_site")
    call_command("load_course", str(settings.BASE_DIR / "lms/demo/content/equality-first-steps"))


def test_a_learner_goes_from_the_catalogue_to_a_certificate(course, client):
    learner = get_user_model().objects.create_user(
        "aigul", "aigul@example.org", "x", first_name="Айгүл", last_name="Асанова"
    )
    client.force_login(learner)
    assert COURSE in client.get("/ru/courses/").content.decode()
    client.post(f"{COURSE}enrol/")
    assert client.get(f"{COURSE}words-we-use/").status_code == 200
    client.post(f"{COURSE}words-we-use/complete/")
    enrolment = Enrolment.objects.get(person=learner)
    assert enrolment.completions.count() == 1
    for item in outline(enrolment.edition_id):
        complete(enrolment=enrolment, item=item, evidence=EVIDENCE[item.kind], by=learner)
    said_yes = client.post("/ru/my/certificates/name/", {"name": "Айгүл Асанова"})
    number = Certificate.objects.get(enrolment=enrolment).number
    assert client.get(said_yes.url).context["certificate"].number == number
    assert client.get(f"/ru/certificates/{number}/").status_code == 200


def test_a_visitor_reads_without_an_account(course, client):
    for path in ("/ru/courses/", COURSE, f"{COURSE}words-we-use/", "/ru/certificates/"):
        assert client.get(path).status_code == 200

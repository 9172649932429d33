"""Without the shown factor staff are ordinary people, on every page and for whatever a library asks."""

import copy

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import Group
from django.contrib.sessions.backends.db import SessionStore
from django.core.files.base import ContentFile
from django.urls import reverse
from wagtail.documents.models import Document
from wagtail.models import Collection, CollectionViewRestriction

from cms.access.policy import can, visible_to
from cms.access.session import SessionUser
from courses.assignments.services import save_draft, send
from courses.certificates.models import Certificate
from lms.accounts.middleware import StaffSecondFactorMiddleware
from lms.accounts.models import User
from tests.courses.catalogue.tree import publish
from tests.factories import EnrolmentFactory, UserFactory, administrator, certified, make_outline, trainer
from tests.people import sign_in_with_factor, with_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def file_of_a_learner():
    from django.core.files.uploadedfile import SimpleUploadedFile

    from cms.media.uploads import check_upload

    edition = make_outline()
    edition.items.filter(slug="task-3").update(check_by="facilitator")
    enrolment = EnrolmentFactory(edition=publish(edition))
    report = check_upload(SimpleUploadedFile("report.pdf", b"%PDF-1.7"), max_bytes=100)
    task = edition.items.get(slug="task-3")
    kept = save_draft(enrolment=enrolment, item=task, title="Ask", edit=0, text="I asked.", uploads=[report])
    return reverse("submission-file", args=[send(draft=kept.draft).files.get().pk])


def test_a_trainer_without_the_factor_reads_no_file_of_a_learner(client, file_of_a_learner):
    one = trainer()
    client.force_login(one)
    assert client.get(file_of_a_learner).status_code == 404
    sign_in_with_factor(client, one)
    assert client.get(file_of_a_learner).status_code == 200


@pytest.mark.parametrize("who", [administrator, lambda: UserFactory(is_superuser=True)])
@pytest.mark.parametrize("name", ["certificate", "certificate-file"])
def test_nobody_without_the_factor_sees_anothers_certificate(client, name, who):
    address, one = reverse(name, args=[certified().pk]), who()
    client.force_login(one)
    assert client.get(address).status_code == 404
    sign_in_with_factor(client, one)
    assert client.get(address).status_code == 200


def test_their_own_they_see_without_it(client):
    certificate = certified()
    with_role(certificate.enrolment.person, "administrators")
    client.force_login(certificate.enrolment.person)
    assert client.get(reverse("certificate", args=[certificate.pk])).status_code == 200


def test_with_the_app_taken_away_the_powers_end(client):
    address, one = reverse("certificate", args=[certified().pk]), administrator()
    sign_in_with_factor(client, one)
    Authenticator.objects.all().delete()
    assert client.get(address).status_code == 404


def test_in_the_demo_no_factor_is_asked_for(client, settings):
    settings.STAFF_SECOND_FACTOR = False
    client.force_login(administrator())
    assert client.get(reverse("certificate", args=[certified().pk])).status_code == 200


@pytest.fixture
def private_document():
    """A document for the members of a group that carries permissions."""
    collection = Collection.get_first_root_node().add_child(name="Private")
    restriction = CollectionViewRestriction.objects.create(collection=collection, restriction_type="groups")
    restriction.groups.set(Group.objects.filter(pk__in=administrator().groups.all()))
    return Document.objects.create(title="d", file=ContentFile(b"%PDF-1.7", "d.pdf"), collection=collection).url


@pytest.mark.parametrize("who", [administrator, lambda: UserFactory(is_superuser=True)])
def test_private_documents_of_staff_need_the_factor_too(client, private_document, who):
    one = who()
    client.force_login(one)
    assert client.get(private_document).status_code != 200
    sign_in_with_factor(client, one)
    assert client.get(private_document).status_code == 200


def as_session(person, shown):
    return SessionUser(lambda: person, lambda: shown)


@pytest.mark.parametrize("shown", [True, False])
def test_every_question_about_powers_has_one_answer(shown):
    person, boss = as_session(administrator(), shown), as_session(UserFactory(is_superuser=True), shown)
    right = "courses.issue_certificate"
    certified()
    for one in (person, boss, copy.copy(person), copy.deepcopy(boss)):
        assert one.has_perm(right) is shown
        assert one.has_perms([right]) is shown
        assert one.has_module_perms("courses") is shown
        assert (right in one.get_all_permissions()) is shown
        assert can(one, "certificates.issue") is shown
        assert visible_to(one, Certificate).exists() is shown
        assert isinstance(one, User)
    assert (right in person.get_group_permissions()) is shown
    assert boss.is_superuser is shown
    assert person.groups.exists() is shown


def test_groups_without_permissions_are_still_theirs():
    pilot, person = Group.objects.create(name="Pilot"), administrator()
    person.groups.add(pilot)
    assert list(as_session(person, False).groups.all()) == [pilot]


def test_what_is_saved_is_the_account_itself():
    boss = UserFactory(is_superuser=True)
    session = as_session(User.objects.get(pk=boss.pk), False)
    session.last_name = "Ким"
    session.save()
    saved = User.objects.get(pk=boss.pk)
    assert (saved.last_name, saved.is_superuser, saved.is_staff) == ("Ким", True, True)


def test_a_learners_question_about_powers_costs_no_query(django_assert_num_queries):
    person = as_session(UserFactory(), False)
    with django_assert_num_queries(0):
        assert not can(person, "certificates.issue")
        assert not can(person, "events.manage")


def test_in_a_request_a_learners_question_costs_no_query(rf, django_assert_num_queries):
    request = rf.get("/ky/courses/")
    request.user, request.session = UserFactory(), SessionStore()
    answers = []
    with django_assert_num_queries(0):
        StaffSecondFactorMiddleware(lambda asked: answers.append(can(asked.user, "events.manage")))(request)
    assert answers == [False]


def test_all_permissions_of_staff_cost_one_query(django_assert_num_queries):
    person = as_session(User.objects.get(pk=administrator().pk), True)
    with django_assert_num_queries(1):
        assert can(person, "certificates.issue")
        assert not can(person, "events.manage")

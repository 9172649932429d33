"""The register as a spreadsheet."""

from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.translation import override
from openpyxl import load_workbook

from cms.jobs.models import Job
from cms.jobs.worker import run_jobs
from courses.certificates import services
from courses.reports.columns import columns
from tests.courses.certificates.conftest import editor
from tests.factories import administrator, certified, rewritten

pytestmark = pytest.mark.django_db
__all__ = ["editor"]


def export(client, **query):
    job = client.post(reverse("register-export", query=query)).url
    run_jobs()
    response = client.get(f"{job}file/")
    assert response.status_code == 200, response
    header, *rows = load_workbook(BytesIO(b"".join(response.streaming_content))).active.iter_rows()
    names = [one.value for one in header]
    assert len(names) == len(set(names))
    return [dict(zip(names, row, strict=True)) for row in rows]


def test_a_line_holds_what_the_register_knows_with_dates_as_dates(editor):
    certificate = certified("Асанова Айгүл", valid_months=12)
    person = certificate.enrolment.person
    person.region, person.body, person.sex = "KG-GO", "Мэрия", "f"
    person.save()
    (line,) = export(editor)
    values = {name: one.value for name, one in line.items()}
    assert (values["Certificate number"], values["Holder"], values["Status"]) == (
        certificate.number,
        "Асанова Айгүл",
        "valid",
    )
    assert line["Issued on"].is_date
    assert line["Issued on"].value.date() == certificate.issued_on
    assert line["Valid until"].value.date() == certificate.valid_until_on
    assert (values["Theory, minutes"], values["Practice, minutes"], values["read, minutes"]) == (20, 40, 15)
    assert (values["E-mail"], values["Region"], values["Place of work"]) == (person.email, "Osh city", "Мэрия")
    assert values["Sex"] == "female"


def test_who_proposed_and_confirmed_stands_in_the_line(editor):
    certificate, other = certified(), administrator(last_name="Ким")
    revocation = services.propose_revocation(certificate=certificate, reason="=подлог", by=editor.person)
    services.confirm_revocation(revocation=revocation, by=other)
    (line,) = export(editor)
    assert line["Reason of the revocation"].value == "'=подлог"
    assert line["Revocation proposed by"].value == "Сәдуақасов Ерлан"
    assert line["Revocation confirmed by"].value.startswith("Ким")
    assert line["Revoked at"].is_date


@pytest.mark.parametrize("text", ["=1+1", "+7 700", "-Ким", "@всем", "\t=1"])
def test_no_text_of_a_person_becomes_a_formula(editor, text):
    certificate = certified()
    rewritten(certificate, holder=text, order_number=text, titles={"ky": text, "ru": text})
    person = certificate.enrolment.person
    person.body = person.position = text
    person.save()
    (line,) = export(editor)
    for name in ("Holder", "Order number", "Course", "Place of work", "Position"):
        assert line[name].data_type == "s", name
        assert line[name].value == f"'{text}", name


def test_the_filter_and_order_of_the_page_hold_for_the_file(editor):
    one, other = certified("Яковлева Яна"), certified("Абдиева Асель")
    assert [line["Certificate number"].value for line in export(editor, q="яна")] == [one.number]
    ordered = [line["Certificate number"].value for line in export(editor, ordering="holder")]
    assert ordered == [other.number, one.number]


def test_a_filter_that_does_not_exist_exports_nothing_and_leads_back(editor):
    certified()
    response = editor.post(reverse("register-export", query={"status": "forged"}))
    assert response.url == f"{reverse('register')}?status=forged"


def test_more_lines_than_a_sheet_holds_lead_back_with_a_sentence(editor, monkeypatch):
    monkeypatch.setattr("courses.reports.views.MOST", 1)
    certified(), certified()
    response = editor.post(reverse("register-export", query={"ordering": "holder"}), follow=True)
    assert response.redirect_chain[-1][0] == f"{reverse('register')}?ordering=holder"
    assert "More than 1 lines" in response.content.decode()


def test_heads_are_in_the_language_of_the_administrator(editor):
    certified()
    editor.defaults["HTTP_ACCEPT_LANGUAGE"] = "ru"
    (line,) = export(editor)
    with override("ru"):
        assert list(line) == [column.label for column in columns()]


def test_twenty_lines_cost_as_many_queries_as_one(editor, django_assert_max_num_queries):
    certified()
    with django_assert_max_num_queries(60) as one:
        export(editor)
    for _ in range(5):
        certified()
    with django_assert_max_num_queries(60) as many:
        export(editor)
    assert len(many) == len(one)


def test_it_is_one_job_for_two_presses_and_says_how_far_it_is(editor):
    certified(), certified()
    press = [editor.post(reverse("register-export")).url for _ in range(2)]
    assert press[0] == press[1]
    job = Job.objects.get()
    assert (job.total, job.done) == (2, 0)
    run_jobs()
    job.refresh_from_db()
    assert (job.percent, job.state) == (100, "done")


def test_the_register_has_a_button_for_it(editor):
    certified()
    page = editor.get(reverse("register"), {"ordering": "holder"}).content.decode()
    assert f'action="{reverse("register-export")}?ordering=holder"' in page

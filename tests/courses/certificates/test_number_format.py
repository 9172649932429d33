"""A number is found however it was typed, and what is none is called none."""

import pytest
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from courses import checks
from courses.certificates.models import Certificate, Series
from courses.certificates.number_format import FORM, format_number, lookup_key, lookup_keys
from courses.certificates.queries import by_number
from courses.certificates.verification import number_in_pdf, verdict_on_number
from tests.courses.certificates.conftest import editor  # noqa: F401
from tests.factories import certified

TYPED = {
    "as it is": "JYL-2026-000001",
    "small": "jyl-2026-000001",
    "spaces": " JYL 2026 000001 ",
    "spaces about hyphens": "JYL - 2026 - 000001",
    "spaces that do not break": "JYL\u00a02026\u202f000001",
    "nothing between": "JYL2026000001",
    "a word processor's dashes": "JYL\u20132026\u2014000001",
    "minus, soft hyphen, hyphen that does not break": "JYL\u22122026\u00ad\u2011000001",
    "dots and slashes": "JYL/2026.000001",
    "№": "№ JYL-2026-000001",
    "№ without a space": "№JYL-2026-000001",
    "what stands before №": "Сертификат № JYL-2026-000001.",
    "No": "No. JYL-2026-000001",
    "N": "N JYL-2026-000001",
    "letters O for noughts": "JYL-2O26-OOOOO1",
    "Cyrillic О for noughts": "JYL-2О26-ооооо1",
    "I and l for one": "JYI-2026-00000l",
    "Cyrillic У": "JУL-2026-000001",
    "wide digits": "\uff2a\uff39\uff2c-\uff12\uff10\uff12\uff16-\uff10\uff10\uff10\uff10\uff10\uff11",
    "invisible letters": "\ufeffJYL\u200b-2026-\u200e000001",
}
NONE = [
    "",
    " ",
    "-",
    "№",
    "JYL",
    "2026",
    "JYL-2026",
    "JYL-2026-1",
    "JYL-2026-00001",
    "<b>",
    "а/б",
    "Асанова Айгүл",
    "☃",
]


@pytest.mark.parametrize("way", TYPED)
def test_each_way_of_typing_has_the_key_of_the_number(way):
    assert lookup_key("JYL-2026-000001") in lookup_keys(TYPED[way])


@pytest.mark.parametrize("text", [*NONE, "JYL-2026-" + "1" * 99, "A" * 13 + "-2026-000001"])
def test_what_cannot_be_a_number_has_no_key(text):
    assert lookup_keys(text) == []


@given(st.text(max_size=150))
def test_whatever_is_typed_has_safe_keys_and_a_safe_spelling(text):
    assert all(FORM.fullmatch(key) for key in lookup_keys(text))
    if lookup_keys(text):
        assert lookup_keys(format_number(text))[0] == lookup_keys(text)[0] or lookup_keys(text)[0] != lookup_key(text)
        assert all(sign.isalnum() or sign == "-" for sign in format_number(text))


@given(st.integers(1, 10**10 - 1), st.sampled_from(["JYL", "ОШ", "N", "NO", "OIL", "ЖЫЛДЫЗ"]))
def test_the_key_tells_every_ordinal_from_its_neighbour(ordinal, issuer):
    number, other = f"{issuer}-2026-{ordinal:06d}", f"{issuer}-2026-{ordinal + 1:06d}"
    assert lookup_keys(number)[0] == lookup_key(number) != lookup_key(other)


@pytest.mark.django_db
class TestAsked:
    @pytest.fixture(autouse=True)
    def certificate(self):
        cache.clear()
        found = certified()
        self.number = found.number
        return found

    def typed(self, way):
        return TYPED[way].replace("2026", str(self.number[4:8]))

    @pytest.mark.parametrize("way", TYPED)
    def test_the_form_leads_to_the_certificate(self, client, way):
        answer = client.post(reverse("verify"), {"number": self.typed(way)}, follow=True)
        assert "status--valid" in answer.content.decode()
        assert self.number in answer.content.decode()

    @pytest.mark.parametrize("way", TYPED)
    def test_the_address_leads_to_the_certificate(self, client, way):
        for name in ("verify-number", "verify-short"):
            answer = client.get(reverse(name, args=[self.typed(way)]), follow=True)
            assert "status--valid" in answer.content.decode(), name
        assert client.get(reverse("verify-json", args=[self.typed(way)])).json()["number"] == self.number

    @pytest.mark.parametrize("way", TYPED)
    def test_the_register_in_the_editor_finds_it(self, editor, way):  # noqa: F811
        page = editor.get(reverse("register"), {"q": self.typed(way)}).context["page_obj"]
        assert [certificate.number for certificate in page] == [self.number]

    @pytest.mark.parametrize("text", NONE[2:])
    def test_what_is_no_number_is_said_to_be_none_and_how_one_looks(self, client, text):
        answer = client.get(reverse("verify-number", args=[text]), HTTP_ACCEPT_LANGUAGE="en")
        assert answer.status_code == 404
        assert "status--malformed" in answer.content.decode()
        assert "JYL-2026-000001"[:4] in answer.content.decode()
        assert client.post(reverse("verify"), {"number": text}).context["form"].errors["number"]
        assert client.get(reverse("verify-json", args=[text])).json()["status"] == "malformed"
        assert client.get(reverse("verify-short", args=[text])).url.endswith("/certificates/")

    def test_a_number_that_was_never_given_is_no_malformed_one(self, client):
        for text in ("JYL 2026 999999", "ABC-2026-000001"):
            assert verdict_on_number(text).status == "unknown"

    def test_the_number_in_a_changed_file_is_found(self):
        pdf = f"%PDF /ID [({self.number})]".encode()
        assert by_number(number_in_pdf(pdf))

    def test_a_word_of_the_search_that_is_a_name_finds_no_noughts(self, editor):  # noqa: F811
        for word in ("ООО", "0О"):
            page = editor.get(reverse("register"), {"q": word}).context["page_obj"]
            assert bool(list(page)) == (word == "0О")

    def test_two_issuers_that_look_alike_have_no_numbers_in_one_year(self, certificate, settings):
        settings.COURSES = settings.COURSES | {"ISSUER": "JУL"}
        with pytest.raises(IntegrityError), transaction.atomic():
            certified()
        Series.objects.create(issuer="JУL", year=2020)
        settings.COURSES = settings.COURSES | {"ISSUER": "JYL"}
        assert [message.id for message in checks.check_register(None, ["default"])] == ["courses.E008"]
        assert Certificate.objects.get() == certificate


@pytest.mark.parametrize(("issuer", "good"), [("JYL", True), ("ЖЫЛ", True), ("J1", False), ("J-L", False), ("", False)])
def test_an_issuer_is_letters_alone(settings, issuer, good):
    settings.COURSES = settings.COURSES | {"ISSUER": issuer}
    assert [message.id for message in checks.check_issuer(None)] == ([] if good else ["courses.E007"])

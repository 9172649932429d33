import io
import json
import re
import time

import pypdf
import pytest

from courses.certificates import keys
from courses.certificates.files import ensure_file, open_file
from courses.certificates.models import Certificate
from courses.certificates.offline_verification import verify_file
from courses.certificates.render import render_certificate, verification_url
from tests.cms.pdf.hostile import CANARY, contents, fragments, listening
from tests.factories import certified

pytestmark = pytest.mark.django_db


def read(pdf):
    return pypdf.PdfReader(io.BytesIO(pdf))


def text_of(pdf):
    return " ".join(read(pdf).pages[0].extract_text().split())


@pytest.fixture
def certificate():
    return certified("Өмүрбекова Үмүт", titles={"ky": "Теңдик: алгачкы кадамдар", "ru": "Равенство: первые шаги"})


@pytest.fixture
def signatories(settings):
    settings.COURSES = settings.COURSES | {
        "ISSUER_NAME": {"ky": "Окуу борбору", "ru": "Центр обучения"},
        "SIGNATORIES": [{"name": {"ru": "Б. Асанов"}, "position": {"ky": "Башчы", "ru": "Начальник"}}],
    }


def test_the_page_says_in_both_languages_who_did_what_and_for_how_long(signatories, certificate):
    text = text_of(render_certificate(certificate))
    wanted = ["Өмүрбекова Үмүт", "Теңдик: алгачкы кадамдар", "Равенство: первые шаги", certificate.number]
    wanted += ["Окуу борбору", "Центр обучения", "Б. Асанов", "Башчы", "Начальник", "60", "40", "20"]
    assert [part for part in wanted if part not in text] == []


def test_it_is_a_tagged_pdf_a_3a_with_language_and_title(certificate):
    pdf = render_certificate(certificate)
    root = read(pdf).trailer["/Root"]
    assert root["/Lang"] == "ky"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert len(root["/AF"]) == 1
    assert root["/OutputIntents"][0]["/S"] == "/GTS_PDFA1"
    metadata = root["/Metadata"].get_data()
    assert b'pdfaid:part="3" pdfaid:conformance="A"' in metadata
    assert certificate.number in read(pdf).metadata["/Title"]


def test_screen_readers_find_headings_paragraphs_and_the_language_of_each_part(certificate):
    pdf = render_certificate(certificate)
    tags, languages = [], set()

    def walk(node):
        node = node.get_object()
        if isinstance(node, list):
            return [walk(part) for part in node]
        if isinstance(node, dict):
            tags.append(node.get("/S"))
            languages.add(node.get("/Lang"))
            walk(node.get("/K", []))

    walk(read(pdf).trailer["/Root"]["/StructTreeRoot"]["/K"])
    assert {"/Document", "/H1", "/H2", "/P"} <= set(tags)
    assert {"ky", "ru"} <= languages


def test_every_font_is_embedded(certificate):
    fonts = read(render_certificate(certificate)).pages[0]["/Resources"]["/Font"].values()
    descriptors = [font.get_object()["/DescendantFonts"][0].get_object()["/FontDescriptor"] for font in fonts]
    assert descriptors
    assert all("/FontFile2" in d.get_object() or "/FontFile3" in d.get_object() for d in descriptors)


def test_the_token_inside_is_proved_with_the_public_key_alone(certificate):
    claims, holder = verify_file(io.BytesIO(render_certificate(certificate)), keys.by_id(keys.published_keys()))
    assert (claims["number"], holder) == (certificate.number, certificate.holder)
    assert certificate.holder not in certificate.token


def test_the_same_certificate_gives_the_same_bytes_at_any_time(certificate):
    once = render_certificate(certificate)
    time.sleep(1.1)
    assert once == render_certificate(certificate)


LONG_NAME = ("Нурмухаммедалиева-Султанмурадова " * 8)[:200].strip()
LONG_TITLE = ("Мамлекеттик кызматчылардын квалификациясын жогорулатуу " * 9)[:300].strip()


@pytest.mark.parametrize("languages", [["ky"], ["ky", "ru"]])
@pytest.mark.parametrize("holder", ["Ы" * 120, "Ж" * 200, LONG_NAME, "Ли"], ids=["120", "200", "words", "short"])
def test_whatever_is_written_the_page_stays_one_and_loses_nothing(certificate, signatories, languages, holder):
    certificate.holder, certificate.languages, certificate.order_number = holder, languages, "Н" * 60
    certificate.titles = {"ky": LONG_TITLE, "ru": LONG_TITLE}
    pdf = render_certificate(certificate)
    assert len(read(pdf).pages) == 1
    shown = re.sub(r"\s", "", text_of(pdf))
    assert holder.replace(" ", "") in shown
    assert shown.count(LONG_TITLE.replace(" ", "")) == len(languages)


FIELDS = ["holder", "title", "order_number", "course_code", "issuer", "signatory", "position"]


def with_text(certificate, settings, field, text):
    texts = {"issuer": {"ky": text}, "name": {"ky": text if field == "signatory" else "А"}, "position": {"ky": text}}
    if field in ("issuer", "signatory", "position"):
        people = [{"name": texts["name"], "position": texts["position"] if field == "position" else {}}]
        issuer = texts["issuer"] if field == "issuer" else {}
        settings.COURSES = settings.COURSES | {"ISSUER_NAME": issuer, "SIGNATORIES": people}
    elif field == "title":
        certificate.titles = {"ky": text, "ru": text}
    else:
        setattr(certificate, field, text)


@pytest.mark.parametrize("field", FIELDS)
def test_hostile_text_in_any_field_fetches_nothing_and_is_printed_as_it_is(certificate, settings, tmp_path, field):
    canary = tmp_path / "secret.svg"
    canary.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>')
    with listening() as (url, heard):
        for fragment in fragments(url, canary).values():
            with_text(certificate, settings, field, fragment)
            pdf = render_certificate(certificate)
            assert CANARY.encode() not in contents(pdf)
            if field == "holder":
                assert re.sub(r"\s", "", fragment) in re.sub(r"\s", "", text_of(pdf))
    assert heard == []


def test_the_stored_file_is_the_registers(certificate):
    stored = ensure_file(certificate)
    with open_file(certificate) as file:
        pdf = file.read()
    assert (len(pdf), Certificate.objects.get(file__sha256=stored.sha256)) == (stored.size, certificate)
    assert json.loads(read(pdf).attachments["certificate.json"][0])["token"] == certificate.token


def test_the_qr_leads_to_the_check_with_the_salt(certificate, settings):
    assert (
        verification_url(certificate) == f"{settings.WAGTAILADMIN_BASE_URL}/c/{certificate.number}?s={certificate.salt}"
    )

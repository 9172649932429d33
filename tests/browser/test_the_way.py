"""The whole way of a civil servant, as she goes it: on a phone, in Kyrgyz, without JavaScript."""

import re
from secrets import token_hex

import pytest

from tests.browser.answers import answer
from tests.browser.conftest import PHONE
from tests.browser.pages import EQUALITY

STEPS = 40  # more than the course has things to do


@pytest.fixture
def phone(visit):
    return visit(PHONE, javascript=False)


def sign_up(visitor, email):
    page = visitor.open(f"/ky{EQUALITY}")
    visitor.press("enrol")
    page.fill("input[name=email]", email)
    page.fill("input[name=first_name]", "Үмүт")
    page.fill("input[name=last_name]", "Өмүрбекова")
    visitor.press("sign-up")
    confirmation = page.url
    code = read_code(visitor, email)
    page.goto(confirmation)
    page.fill("input[name=code]", code)
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state("load")


def read_code(visitor, email):
    """The code that the demo shows on its page of mail, as soon as the worker has sent it."""
    for _ in range(60):
        text = visitor.open("/ky/demo/mail/").inner_text("main")
        if email in text and (found := re.search(r"^\s*([A-Z0-9]{3}-?[A-Z0-9]{3,5})\s*$", text, re.MULTILINE)):
            return found.group(1)
        visitor.page.wait_for_timeout(500)
    raise AssertionError(f"no code for {email}:\n{text[:2000]}")


def do_next(visitor):
    """Do what *Continue* leads to; False when nothing is left."""
    page = visitor.open(f"/ky{EQUALITY}continue/")
    if visitor.do("start-quiz").count():
        take_quiz(visitor)
    elif visitor.do("complete").count():
        if page.locator('[data-do="complete"] textarea').count():
            page.locator('[data-do="complete"] textarea').fill("Үч чечимди карап чыктым, натыйжасын бөлүмгө көрсөттүм.")
        visitor.press("complete")
    else:
        return False
    return True


def take_quiz(visitor):
    """Begin in Kyrgyz, save half, and end in Russian."""
    visitor.press("start-quiz")
    page = visitor.page
    half = page.locator("fieldset.question").count() // 2
    for question in page.locator("fieldset.question").all()[:half]:
        answer(question, "ky")
    page.locator('[data-do="save-answer"] button:not([formaction])').last.click()
    page.wait_for_load_state("load")
    page.goto(page.url.replace("/ky/", "/ru/"))
    for question in page.locator("fieldset.question").all()[half:]:
        answer(question, "ru")
    page.locator('[data-do="submit-quiz"] button').click()
    page.wait_for_load_state("load")
    assert "100 %" in page.inner_text("main")


def test_from_sign_up_to_a_certificate_that_anybody_can_check(phone, visit, tmp_path):
    sign_up(phone, f"umut-{token_hex(3)}@example.org")
    page = phone.open(f"/ky{EQUALITY}")
    if phone.do("enrol").count():
        phone.press("enrol")
    done = 0
    while do_next(phone):
        done += 1
        assert done < STEPS, "Continue leads nowhere"
    assert done >= 22
    assert phone.outside() == []

    page = phone.open("/ky/my/")
    phone.screen("dashboard-finished-360")
    phone.press("get-certificate")
    assert page.inner_text(".as-printed") == "Өмүрбекова Үмүт"
    phone.screen("confirm-name-360")
    phone.press("confirm-name")
    phone.screen("certificate-360")
    file = page.request.get(phone.origin + page.locator('main a[href$="/file/"]').first.get_attribute("href"))
    assert file.headers["content-type"] == "application/pdf"
    paper = tmp_path / "certificate.pdf"
    paper.write_bytes(file.body())
    number = re.search(r"[A-Z]{3}-\d{4}-\d{6}", page.inner_text("main")).group()

    stranger = visit(PHONE, javascript=False)
    guessed = stranger.open(f"/ky/certificates/{number}/").inner_text("main")
    assert "Өмүрбекова" not in guessed
    assert check_file(stranger, paper) == "valid"
    stranger.screen("verified-360")
    paper.write_bytes(file.body()[:-200] + b"x" + file.body()[-199:])
    assert check_file(stranger, paper) == "not ours"


def check_file(visitor, paper):
    """What the public page says of a file: its status in the register, or "not ours" with a sentence why."""
    page = visitor.open("/ky/certificates/")
    page.locator('[data-do="verify"] input[type=file]').set_input_files(paper)
    visitor.press("verify")
    box = page.locator("main .status")
    return re.search(r"status--([\w-]+)", box.first.get_attribute("class")).group(1) if box.count() else "not ours"

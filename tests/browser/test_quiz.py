"""A quiz in a real browser: saved as one goes, and all of it by keyboard without JavaScript."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE

CODE = "equality-first-steps"
QUIZ = f"/ky/courses/{CODE}/basics-check/"


@pytest.fixture
def begun(visit, demo):
    """A visitor who has just begun the quiz."""

    def begin(viewport=DESK, **options):
        visitor = visit(viewport, **options)
        signed_in = demo.call("tests.browser.quiz_learner:enrolled", CODE, f"{uuid4().hex}@example.org")
        keep_cookies(visitor, **signed_in)
        visitor.open(QUIZ)
        visitor.press("start-quiz")
        return visitor

    return begin


def keep_cookies(visitor, session, token):
    pairs = (("sessionid", session), ("csrftoken", token))
    visitor.page.context.add_cookies([{"name": name, "value": value, "url": visitor.origin} for name, value in pairs])


def said(visitor):
    """What the line beside the button says, once it says something new."""
    status = visitor.page.locator("[data-status]")
    status.evaluate("e => { e.textContent = '' }")
    visitor.page.wait_for_function("document.querySelector('[data-status]').textContent", timeout=30_000)
    return status.inner_text()


def word(visitor, name):
    return visitor.do("save-answer").get_attribute(f"data-{name}")


def some_choice(visitor):
    return visitor.page.locator("fieldset input[type=radio], fieldset input[type=checkbox]").first


def test_an_answer_is_saved_as_soon_as_it_is_given(begun):
    visitor = begun()
    some_choice(visitor).check()
    expect(visitor.page.locator("[data-status]")).to_have_text(word(visitor, "saved"), timeout=30_000)
    visitor.page.reload()
    assert some_choice(visitor).is_checked()


def test_after_signing_in_again_elsewhere_saving_goes_on_by_itself(begun, demo):
    visitor = begun()
    cookies = {each["name"]: each["value"] for each in visitor.page.context.cookies()}
    visitor.page.context.clear_cookies()
    some_choice(visitor).check()
    assert said(visitor) == word(visitor, "signed-out")
    keep_cookies(visitor, cookies["sessionid"], uuid4().hex)
    assert said(visitor) in (word(visitor, "saved"), word(visitor, "signed-out"))
    visitor.page.wait_for_timeout(11_000)
    visitor.page.reload()
    assert some_choice(visitor).is_checked()


def test_while_the_line_is_down_nothing_is_lost(begun):
    visitor = begun()
    visitor.page.context.set_offline(True)
    some_choice(visitor).check()
    assert said(visitor) == word(visitor, "failed")
    visitor.page.context.set_offline(False)
    assert said(visitor) == word(visitor, "saved")


def test_a_second_tab_that_comes_too_late_is_told(begun):
    visitor = begun()
    address = visitor.page.url
    tab = visitor.page.context.new_page()
    tab.goto(address)
    visitor.press("submit-quiz")
    visitor.press("submit-quiz")
    tab.locator("fieldset input[type=radio], fieldset input[type=checkbox]").first.check()
    late = tab.locator("[data-do=save-answer]").get_attribute("data-late")
    tab.wait_for_function("late => document.querySelector('[data-status]').textContent === late", arg=late)


def test_a_quiz_is_taken_by_keyboard_without_javascript(begun):
    visitor = begun(javascript=False)
    keyboard, answered = visitor.page.keyboard, set()
    for _ in range(200):
        keyboard.press("Tab")
        field = visitor.page.locator(":focus")
        name = field.get_attribute("name") or ""
        if field.get_attribute("formaction"):
            with visitor.page.expect_navigation():
                keyboard.press("Enter")
            break
        if name[1:2].isdigit():  # not the search
            answer(field, keyboard)
            answered.add(name.split("-")[0])
    assert len(answered) == 6
    assert visitor.page.locator(".results, .notice-wrong").first.is_visible()


def answer(field, keyboard):
    kind = field.get_attribute("type")
    if kind in ("radio", "checkbox"):
        keyboard.press("Space")
    elif kind == "text":
        keyboard.type("30")
    else:
        keyboard.press("ArrowDown")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_while_answering_asked_again_and_afterwards(begun, scheme):
    visitor = begun(PHONE, color_scheme=scheme)
    for stage in ("open", "asked", "result"):
        assert visitor.axe() == [], stage
        assert not visitor.overflows(), stage
        if stage != "result":
            visitor.press("submit-quiz")
    assert visitor.outside() == []

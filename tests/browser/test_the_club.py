"""The way of a member, as she goes it: on a phone, in Kyrgyz, without JavaScript."""

import re
from secrets import token_hex

import pytest

from lms.demo.year.frame import CLUB
from tests.browser.club_site import SEASON
from tests.browser.conftest import PHONE
from tests.browser.pages import ROUND_TABLE
from tests.browser.test_the_way import read_code

TITLE = "Мектептин алдындагы өткөөл"
SEEN = """() => {
    const style = at => getComputedStyle(at);
    const marked = at => style(at).outlineStyle !== 'none' || style(at).boxShadow !== 'none';
    for (let at = document.activeElement, up = 0; at && up < 3; at = at.parentElement, up += 1) {
        if (marked(at)) return true;
    }
    return document.activeElement === document.body;
}"""
REPORT = {
    "title": TITLE,
    "done": "Балдар жолдон коркуп өтчү. Эки жума машиналарды санадык, таблицаны сессияга алып чыктык.",
    "changed": "Жолго өткөөл тартылып, ылдамдыкты басаңдаткан тоскоол коюлду.",
    "for_whom": "Мектептин эки жүз баласы жана ата-энелер.",
    "cost": "Боёк жана тоскоол – 24 000 сом, айылдык бюджеттен.",
    "repeat": "Адегенде машиналарды сааттар боюнча санагыла, андан кийин жол кызматын чакыргыла.",
}


@pytest.fixture
def phone(visit):
    return visit(PHONE, javascript=False)


def come_in(phone, email):
    """From the club's page to an account, and from there to the form of the club."""
    page = phone.open("/ky/club/")
    phone.press("club-join")
    if page.locator("main form input[name=first_name]").count() == 0:
        page.locator('main a[href*="signup"]').first.click()
        page.wait_for_load_state("load")
    page.fill("main input[name=email]", email)
    page.fill("main input[name=first_name]", "Жамал")
    page.fill("main input[name=last_name]", "Өмүралиева")
    phone.press("sign-up")
    confirmation = page.url
    code = read_code(phone, email)
    page.goto(confirmation)
    page.fill("input[name=code]", code)
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state("load")


def join(phone):
    """First without saying who she is: it is said at the field, and nothing is lost."""
    page = phone.open("/ky/club/join/")
    page.fill("input[name=name]", "Жамал Өмүралиева")
    page.fill("input[name=council]", "Ак-Кайың айылдык кеңеши")
    page.fill("input[name=mentors_up_to]", "99")
    phone.press("join")
    assert page.locator(".field-wrong").count() >= 1
    assert page.input_value("input[name=council]") == "Ак-Кайың айылдык кеңеши"
    page.fill("input[name=mentors_up_to]", "0")
    page.select_option("select[name=role]", "deputy")
    page.select_option("select[name=region]", "KG-N")
    page.check("input[name=languages][value=ky]")
    phone.press("join")
    assert page.url.endswith("/ky/club/me/")


def take_part(phone):
    page = phone.open(f"/ky/club/events/{ROUND_TABLE}/")
    phone.press("event-sign-up")
    assert phone.do("event-leave").count() == 1
    page.locator("details:has([data-do=event-question]) summary").click()
    page.fill('[data-do="event-question"] textarea', "Бюджетке бала бакчаны качан киргизсек болот?")
    phone.press("event-question")
    assert "качан киргизсек болот" in page.inner_text("main")


def vote(phone, poll):
    """Her receipt, shown once. Sent without a choice first."""
    page = phone.open(f"/ky/club/votes/{poll}/")
    phone.press("vote")
    assert page.locator(".field-error").count() == 1
    page.locator('[data-do="vote"] input[type=radio]').nth(1).check()
    phone.press("vote")
    return page.locator("[data-receipt]").inner_text().strip()


def find_receipt(phone, poll, receipt):
    """Once the worker has closed the vote: her ballot by its receipt, and all of them to count again."""
    page = phone.page
    for _ in range(120):
        phone.open(f"/ky/club/votes/{poll}/")
        if phone.do("find-receipt").count():
            break
        page.wait_for_timeout(1000)
    address = phone.do("ballots").get_attribute("href")
    page.fill('[data-do="find-receipt"] input[type=text]', receipt)
    phone.press("find-receipt")
    assert "Таза суу" in page.locator(".notice[role=status]").inner_text()
    counted = page.request.get(phone.origin + address).text()
    assert counted.count("\n") >= 8
    assert receipt in counted


def report(phone, tmp_path):
    """Half written and with a file that is no picture; then whole, with a photograph."""
    page = phone.open("/ky/club/practices/new/")
    bad = tmp_path / "photo.jpg"
    bad.write_text("not a picture")
    page.fill("input[name=title]", TITLE)
    page.fill("textarea[name=done]", REPORT["done"])
    page.set_input_files("input[name=attach]", bad)
    page.locator("[data-do=practice-send]").click()
    page.wait_for_load_state("load")
    assert page.locator(".field-error").count() >= 1
    assert page.input_value("textarea[name=done]") == REPORT["done"]
    for name, text in REPORT.items():
        page.fill(f"[name={name}]", text)
    page.set_input_files("input[name=attach]", CLUB / "pictures" / "school.jpg")
    page.locator("[data-do=practice-save]").click()
    page.wait_for_load_state("load")
    if "/edit/" not in page.url:
        page.locator("[data-do=practice-edit]").first.click()
        page.wait_for_load_state("load")
    page.locator('input[name^="alt-"]').fill("Мектептин алды, өткөөл жана балдар, тартылган сүрөт")
    page.check("input[name=consent]")
    phone.screen("practice-form-360")
    page.locator("[data-do=practice-send]").click()
    page.wait_for_load_state("load")
    assert page.locator(".field-error").count() == 0


def check_and_publish(visit):
    """Who looks after the club reads it, and answers the two questions."""
    club = visit().sign_in("club")
    page = club.open("/admin/club/practices/")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_load_state("load")
    page.check("input[name=nobody_harmed]")
    page.check("input[name=nobody_identified]")
    page.locator('[data-do="practice-review"] button[value=publish]').click()
    page.wait_for_load_state("load")


def find(visit):
    """Anybody, in another case and with the letters of a Russian keyboard."""
    stranger = visit(PHONE, javascript=False)
    page = stranger.open("/ky/practices/?q=откоолдор мектеп")
    if TITLE not in page.inner_text("main"):
        page = stranger.open("/ky/practices/?q=откоол")
    page.get_by_role("link", name=TITLE).first.click()
    page.wait_for_load_state("load")
    assert page.inner_text("h1") == TITLE
    assert page.locator("figure img").count() == 1
    assert stranger.outside() == []


def speak(phone):
    """Without a title it is not taken; then she accepts."""
    page = phone.open("/ky/club/invitation/")
    phone.press("accept")
    assert page.locator('[data-do="accept"] .field-wrong').count() >= 1
    page.fill("input[name=talk]", "Машиналарды санаган эки жума")
    page.select_option("select[name=practice]", label=TITLE)
    page.check("input[name=in_public]")
    phone.press("accept")
    assert "Машиналарды санаган эки жума" in phone.open(f"/ky/chong-oy/{SEASON}/").inner_text("main")


def test_from_joining_to_an_invitation(phone, visit, demo, tmp_path):
    email = f"zhamal-{token_hex(3)}@example.org"
    come_in(phone, email)
    join(phone)
    take_part(phone)
    poll = demo.call("tests.browser.club_site:short_poll", 45)
    receipt = vote(phone, poll)
    report(phone, tmp_path)
    check_and_publish(visit)
    find(visit)
    assert re.search(r"\b3\b", phone.open("/ky/club/me/").inner_text("main"))
    phone.screen("club-me-new-360")
    find_receipt(phone, poll, receipt)
    demo.call("tests.browser.club_site:invite_to_speak", email)
    speak(phone)
    assert phone.outside() == []


def test_a_vote_is_given_by_keyboard_and_each_stop_shows_its_focus(visit, demo):
    """Tab to the choice, space, tab to the button, enter; never without seeing where one is."""
    poll = demo.call("tests.browser.club_site:short_poll", 600)
    visitor = visit(PHONE).sign_in("member")
    page = visitor.open(f"/ky/club/votes/{poll}/")
    for _ in range(60):
        page.keyboard.press("Tab")
        assert page.evaluate(SEEN), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        field = page.locator(":focus")
        if field.get_attribute("type") == "radio":
            page.keyboard.press("Space")
        elif field.get_attribute("type") == "submit" and field.locator("xpath=ancestor::form[@data-do='vote']").count():
            with page.expect_navigation():
                page.keyboard.press("Enter")
            break
    assert page.locator("[data-receipt]").count() == 1

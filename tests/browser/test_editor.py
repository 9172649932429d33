"""The editor in the browser: drafts in its frame, as the demo runs and as production does; slugs that are typed."""

import string

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from playwright.sync_api import expect

from tests.browser import drafts
from tests.browser.conftest import DESK, Visitor
from tests.proofs.harness import answers, free_port, site, wait_until

PRODUCTION = {"DJANGO_SETTINGS_MODULE": "lms.settings.production", "SECRET_KEY": string.ascii_letters}
# Settings of the process and what the browser's way to it adds.
# The proxy before the site speaks HTTPS; browsers trust this machine's own addresses as much.
RUNNING = {"demo": ({}, {}), "production": (PRODUCTION, {"X-Forwarded-Proto": "https"})}


@pytest.fixture(scope="module")
def drafted():
    """A site with a draft of each type of page, and its drafts."""
    with site() as one:
        one.env["SITE_ORIGIN"] = one.origin
        one.manage("compile_texts")
        one.collect_static()
        one.manage("make_signing_key", str(one.directory / "keys" / "signing.json"))
        yield one, one.call("tests.browser.drafts:make", one.origin, list(RUNNING))


@pytest.fixture(scope="module")
def editor(drafted, browser):
    """The editor as the site runs under these settings. Each signs in once: a code is taken but once."""
    visitors, (one, _pages) = {}, drafted

    def enter(name):
        if name not in visitors:
            environment, headers = RUNNING[name]
            port = free_port()
            origin = f"http://127.0.0.1:{port}"
            one.start_web(port, 1, **environment, ALLOWED_HOSTS="127.0.0.1", SITE_ORIGIN=origin)
            wait_until(lambda: answers(f"{origin}/healthz"), seconds=60)
            context = browser.new_context(viewport=DESK, locale="ky-KG", extra_http_headers=headers)
            visitors[name] = Visitor(context.new_page(), origin)
            visitors[name].page.on("dialog", lambda dialog: dialog.accept())  # to leave what is not saved
            _sign_in(visitors[name], f"{name}@example.org")
        return visitors[name]

    yield enter
    for visitor in visitors.values():
        visitor.page.context.close()


def _sign_in(visitor, email):
    page = visitor.open("/ky/accounts/login/?next=/admin/")
    page.fill("input[name=login]", email)
    page.fill("input[name=password]", drafts.PASSWORD)
    page.locator("form:has(input[name=password]) button[type=submit]").first.click()
    page.wait_for_load_state("load")
    page.fill("input[name=code]", format_hotp_value(hotp_value(drafts.SECRET, next(yield_hotp_counters_from_time()))))
    page.locator("main form:has(input[name=code]) button[type=submit]").first.click()
    page.wait_for_load_state("load")


@pytest.mark.parametrize("name", RUNNING)
def test_the_frame_shows_the_draft_of_each_type_of_page(editor, drafted, name):
    visitor = editor(name)
    for title, number in drafted[1].items():
        page = visitor.open(f"/admin/pages/{number}/edit/")
        if not page.locator("[data-side-panel=preview]").is_visible():
            page.locator("[data-side-panel-toggle=preview]").click()
        expect(page.frame_locator("#w-preview-iframe").locator("h1")).to_have_text(title)
        visitor.screen(f"preview-{number}")
    assert visitor.outside() == []


def test_a_draft_is_shown_in_a_window_of_its_own_too(editor, drafted):
    visitor = editor("demo")
    for title, number in drafted[1].items():
        assert visitor.open(f"/admin/pages/{number}/view_draft/").locator("h1").inner_text() == title


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Сыноо курсу: эмгек коопсуздугу жана өнүгүү", "synoo-kursu-emgek-koopsuzdugu-jana-onuguu"),
        ("Узун аталыш " * 20, "uzun-atalysh-" * 6 + "uz"),
        ("🎉🎉", ""),
    ],
)
def test_a_title_makes_a_plain_slug_while_it_is_typed(editor, drafted, title, slug):
    visitor = editor("demo")
    page = visitor.open(f"/admin/pages/add/courses_pages/coursepage/{drafted[0].call('tests.browser.drafts:home')}/")
    page.locator("#id_title").press_sequentially(title)
    page.locator("#id_title").blur()
    page.get_by_role("tab").nth(1).click()
    expect(page.locator("#id_slug")).to_have_value(slug)
    visitor.screen(f"slug-{len(title)}")


def test_a_slug_typed_in_cyrillic_becomes_plain_when_the_field_is_left(editor, drafted):
    visitor = editor("demo")
    page = visitor.open(f"/admin/pages/{drafted[1]['Сабак-долбоор']}/edit/")
    page.get_by_role("tab").nth(1).click()
    page.locator("#id_slug").fill("Өзгөчө сабак")
    page.locator("#id_slug").blur()
    expect(page.locator("#id_slug")).to_have_value("ozgocho-sabak")

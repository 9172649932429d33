"""Each type of page: accessible, within its weight, never sideways, and nothing leaves the site."""

import pytest

from tests.browser.conftest import DESK, PHONE
from tests.browser.pages import EDITOR, EQUALITY, ROLES

ALL = [(role, name) for role, pages in ROLES.items() for name in pages]
KILOBYTE = 1024


@pytest.fixture
def enter(visit, made):
    """Come as somebody of the demo; the learner is enrolled."""

    def make(role, viewport=DESK, **options):
        visitor = visit(viewport, **options)
        visitor.made = made
        if role == "nobody":
            return visitor
        visitor.sign_in(role)
        if role == "learner":
            visitor.open(f"/ky{EQUALITY}")
            if visitor.page.locator('form[data-do="enrol"]').count():
                visitor.press("enrol")
        return visitor

    return make


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_page(enter, scheme):
    found = {}
    for role, pages in ROLES.items():
        visitor = enter(role, color_scheme=scheme)
        for name, path in pages.items():
            visitor.open(f"/ky{path}")
            found |= {name: problems} if (problems := visitor.axe()) else {}
        assert visitor.outside() == []
    assert found == {}


def test_no_page_scrolls_sideways_on_a_phone_or_at_double_zoom(enter):
    sideways = []
    for role, pages in ROLES.items():
        for width, height in ((360, 740), (640, 400), (320, 640), (1280, 800)):
            visitor = enter(role, {"width": width, "height": height})
            for name, path in pages.items():
                visitor.open(f"/ky{path}")
                if visitor.overflows():
                    sideways.append(f"{name} at {width}")
    assert sideways == []


@pytest.mark.parametrize(("role", "name"), ALL)
def test_first_view_weighs_at_most_150_kb_in_12_requests_and_30_kb_after(enter, role, name):
    visitor = enter(role)
    path = visitor.address(f"/ky{ROLES[role][name]}")
    if role != "nobody":  # a first view: the files that signing in has brought are forgotten
        visitor.page.context.new_cdp_session(visitor.page).send("Network.clearBrowserCache")
    first = weigh(visitor, path)
    again = weigh(visitor, path)
    assert first["bytes"] <= 150 * KILOBYTE, first
    assert first["requests"] <= 12
    assert again["bytes"] <= 30 * KILOBYTE, again


def weigh(visitor, path):
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    sizes = []
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    visitor.open(path)
    visitor.page.wait_for_load_state("networkidle")
    session.detach()
    return {"bytes": int(sum(sizes)), "requests": sum(1 for size in sizes if size)}


def test_every_page_says_that_it_is_a_demo_and_its_screen_is_kept(enter):
    for role, pages in ROLES.items():
        for viewport in (PHONE, DESK):
            visitor = enter(role, viewport)
            for name, path in pages.items():
                visitor.open(f"/ky{path}")
                assert visitor.page.locator(".demo").count() == 1, f"{name} does not say that this is a demo"
                visitor.screen(f"{name}-{viewport['width']}")


@pytest.mark.parametrize("viewport", [PHONE, DESK], ids=["phone", "desk"])
def test_axe_finds_nothing_in_our_pages_of_the_editor(enter, viewport):
    visitor = enter("administrator", viewport)
    for name, path in EDITOR.items():
        visitor.open(path)
        assert visitor.axe("#main") == [], name
        assert not visitor.overflows(), name
        visitor.screen(f"{name}-{viewport['width']}")

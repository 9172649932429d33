"""A form is sent once, whoever presses twice; and again after one has come back to it."""

import pytest

FORM = "main form[method=post]"


@pytest.fixture
def profile(visit):
    """A learner at the form about themselves, who counts what is posted."""
    visitor = visit().sign_in("learner")
    visitor.posts = []
    visitor.page.on("request", lambda request: request.method == "POST" and visitor.posts.append(request.url))
    return visitor


def button(visitor):
    return visitor.page.locator(f"{FORM} button[type=submit]").last


def press_twice(visitor):
    """The second press comes before the answer to the first."""
    visitor.open("/ky/my/profile/")
    button(visitor).evaluate("button => { button.click(); setTimeout(() => button.click(), 30); }")
    visitor.page.wait_for_load_state("networkidle")


def test_a_button_pressed_twice_sends_once(profile):
    press_twice(profile)
    assert len(profile.posts) == 1


def test_without_the_script_it_sends_twice_so_this_test_can_see_it(profile):
    profile.page.route("**/once*.js", lambda route: route.abort())
    press_twice(profile)
    assert len(profile.posts) == 2


def test_back_on_the_page_it_can_be_pressed_again(profile):
    profile.open("/ky/my/profile/")
    button(profile).click()
    profile.page.wait_for_load_state("load")
    profile.page.go_back()
    profile.page.wait_for_load_state("load")
    assert button(profile).get_attribute("aria-disabled") is None
    button(profile).click()
    profile.page.wait_for_load_state("networkidle")
    assert len(profile.posts) == 2


def test_in_the_editor_too(visit):
    visitor = visit().sign_in("trainer")
    visitor.open("/admin/account/")
    assert visitor.page.locator("script[src*='once']").count() == 1

"""The demo, live, and a real Chromium."""

import json
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.proofs.harness import Site, site

HERE = Path(__file__).parent
SCREENS = Path(os.environ.get("SCREENS_DIR", HERE.parents[1] / "var" / "screens"))
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 800}
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
LOGINS = {
    "learner": ("learner@example.org", "demo-learner-2026"),
    "trainer": ("trainer@example.org", "demo-trainer-2026"),
    "administrator": ("admin@example.org", "demo-admin-2026"),
    "club": ("club@example.org", "demo-club-2026"),
    "member": ("member@example.org", "demo-member-2026"),
}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(item.fspath).is_relative_to(HERE):
            item.add_marker(pytest.mark.browser)


@dataclass
class Running:
    """A demo that runs already: its address is in DEMO_URL, its folder in DEMO_VAR_DIR."""

    origin: str

    def call(self, function: str, *arguments: Any) -> Any:
        """Run a function of ours in a process of the demo; what it returned."""
        command = [sys.executable, "-m", "tests.proofs.child", function, json.dumps(arguments)]
        of_demo = {"DJANGO_SETTINGS_MODULE": "lms.settings.demo", "VAR_DIR": os.environ["DEMO_VAR_DIR"]}
        environment = {**os.environ, **of_demo, "SITE_ORIGIN": self.origin}
        done = subprocess.run(command, env=environment, check=True, capture_output=True, text=True)
        return json.loads(done.stdout.rstrip().rpartition("\n")[2])


@pytest.fixture(scope="session")
def demo() -> Site | Running:
    """The demo with its real courses, its web server and its worker."""
    if origin := os.environ.get("DEMO_URL"):
        yield Running(origin)
        return
    with site() as demo_site:
        demo_site.manage("prepare_demo")
        demo_site.manage("demo_people")
        demo_site.serve()
        demo_site.worker()
        yield demo_site


@pytest.fixture(scope="session")
def browser() -> Browser:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield chromium
        chromium.close()


class Visitor:
    """A page of the browser that remembers what it asked for, and knows the site's address."""

    def __init__(self, page: Page, origin: str, made: dict[str, str] | None = None) -> None:
        self.page, self.origin, self.made = page, origin, made or {}
        self.asked: list[str] = []
        page.on("request", lambda request: self.asked.append(request.url))
        page.set_default_timeout(15_000)

    def open(self, path: str) -> Page:
        """Go to an address, which may be that of a link on a page (see `address`)."""
        self.page.goto(self.origin + self.address(path), wait_until="load")
        return self.page

    def address(self, path: str) -> str:
        """Of `A > B` the first link like B on page A, where N is any number; of anything else itself. `{name}` is what
        was made under this name.
        """
        start, _, like = path.format(**self.made).rpartition(" > ")
        if not start:
            return like
        self.open(start)
        links = self.page.locator("main a[href]").evaluate_all("all => all.map(a => a.getAttribute('href'))")
        wanted = re.compile(re.escape(like).replace("N", r"\d+") + "$")
        return next(link for link in links if wanted.search(link))

    def do(self, name: str):
        """The first form or link of the learner's way with this name."""
        return self.page.locator(f'[data-do="{name}"]').first

    def press(self, name: str) -> None:
        """Follow the link, or press the button of the form, with this name."""
        found = self.do(name)
        button = found.locator("button[type=submit], input[type=submit], button:not([type])")
        (button.last if button.count() else found).click()
        self.page.wait_for_load_state("load")

    def outside(self) -> list[str]:
        """Requests that left the site."""
        home = urlsplit(self.origin).netloc
        return [u for u in self.asked if urlsplit(u).netloc not in (home, "") and not u.startswith(("data:", "blob:"))]

    def screen(self, name: str) -> None:
        """Keep a picture of the whole page."""
        SCREENS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENS / f"{name}.png", full_page=True)

    def axe(self, within: str = "html") -> list[str]:
        """What axe finds within a part of the page against WCAG 2.2 A and AA and its best practices."""
        source = (HERE / "node_modules/axe-core/axe.min.js").read_text()
        self.page.evaluate(source)
        tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        run = f"axe.run({json.dumps(within)}, {{runOnly: {json.dumps(tags)}}})"
        found = self.page.evaluate(
            f"{run}.then(r => r.violations.map(v => v.id + ' ' + v.nodes.map(n => n.target).join(' ; ')))"
        )
        return list(found)

    def overflows(self) -> bool:
        """Does the page scroll sideways?"""
        return bool(self.page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth"))

    def sign_in(self, role: str = "learner") -> "Visitor":
        """Sign in with the demo's login of a role."""
        self.open("/ky/accounts/login/")
        email, password = LOGINS[role]
        self.page.fill("input[name=login]", email)
        self.page.fill("input[name=password]", password)
        self.page.locator("form:has(input[name=password]) button[type=submit]").first.click()
        self.page.wait_for_load_state("load")
        return self


@pytest.fixture(scope="session")
def made(demo):
    """What no visit alone brings about, by the names in tests.browser.pages."""
    return demo.call("tests.browser.states:make")


@pytest.fixture
def visit(browser, demo):
    """Make visitors: visit(viewport, javascript=..., color_scheme=...). Each has cookies of its own."""
    contexts = []

    def make(viewport=DESK, **options):
        context = browser.new_context(
            viewport=viewport,
            java_script_enabled=options.pop("javascript", True),
            bypass_csp=True,  # for axe alone: the test of the policy itself has its own visitor
            locale="ky-KG",
            **options,
        )
        contexts.append(context)
        return Visitor(context.new_page(), demo.origin)

    yield make
    for context in contexts:
        context.close()

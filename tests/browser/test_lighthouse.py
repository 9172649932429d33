"""Lighthouse on the pages of the learner's way, as a phone sees them."""

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.browser.conftest import CHROMIUM, QUIET
from tests.browser.pages import CONFERENCE, EQUALITY, VOTE_OPEN

HERE = Path(__file__).parent
pytestmark = pytest.mark.lighthouse  # `make lighthouse`: scores depend on a machine that does nothing else
LEAST = 95
FOUND = ("performance", "accessibility", "best-practices", "seo")
KEPT = FOUND[:3]  # pages that are not meant to be found by search engines


def scores(url, categories, tmp_path, cookie=""):
    """The best of up to three runs: a busy machine lowers a score, nothing raises it."""
    best = dict.fromkeys(categories, 0)
    for _ in range(3):
        found = one_run(url, categories, tmp_path, cookie)
        best = {name: max(best[name], found[name]) for name in categories}
        if min(best.values()) >= LEAST:
            break
    return best


def one_run(url, categories, tmp_path, cookie):
    report = tmp_path / "report.json"
    command = [
        "node",
        str(HERE / "node_modules/lighthouse/cli/index.js"),
        url,
        "--quiet",
        "--output=json",
        f"--output-path={report}",
        f"--only-categories={','.join(categories)}",
        f"--chrome-flags=--headless=new {' '.join(QUIET)}",
        *([f"--extra-headers={json.dumps({'Cookie': cookie})}"] if cookie else []),
    ]
    environment = {**os.environ, "CHROME_PATH": CHROMIUM}
    subprocess.run(command, check=True, env=environment, capture_output=True, timeout=180)
    found = json.loads(report.read_text())["categories"]
    return {name: round(100 * (category["score"] or 0)) for name, category in found.items()}


COURSES = ["/courses/", EQUALITY, f"{EQUALITY}law-and-targets/", "/certificates/"]
CLUB = ["/club/", "/practices/", "/practices/1/", CONFERENCE]


@pytest.mark.parametrize("path", COURSES + CLUB)
def test_pages_meant_to_be_found_score_at_least_95(demo, tmp_path, path):
    found = scores(f"{demo.origin}/ky{path}", FOUND, tmp_path)
    print(path, found)
    assert min(found.values()) >= LEAST, found


@pytest.mark.parametrize("path", ["/my/", f"{EQUALITY}words-we-use/", "quiz", "/club/me/", f"/club/votes/{VOTE_OPEN}/"])
def test_pages_of_the_learner_score_at_least_95(demo, visit, tmp_path, path):
    visitor = visit().sign_in()
    visitor.open(f"/ky{EQUALITY}")
    if visitor.page.locator('form[data-do="enrol"]').count():
        visitor.press("enrol")
    if path == "quiz":
        visitor.open(f"/ky{EQUALITY}basics-check/")
        visitor.press("start-quiz")
        url = visitor.page.url
    else:
        url = f"{demo.origin}/ky{path}"
    cookie = "; ".join(f"{c['name']}={c['value']}" for c in visitor.page.context.cookies())
    found = scores(url, KEPT, tmp_path, cookie)
    print(path, found)
    assert min(found.values()) >= LEAST, found

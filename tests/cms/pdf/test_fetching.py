from pathlib import Path

import pytest
import weasyprint

from cms.pdf.render import render_page
from tests.cms.pdf.hostile import CANARY, contents, fragments, listening

STYLES = Path(__file__).parent / "sheet.css"
NAMES = list(fragments("", ""))


@pytest.fixture
def canary(tmp_path):
    file = tmp_path / "secret.svg"
    file.write_text(f'<svg xmlns="http://www.w3.org/2000/svg"><text>{CANARY}</text></svg>')
    return file


@pytest.mark.parametrize("name", NAMES)
def test_a_hostile_fragment_fetches_nothing_even_where_it_is_not_escaped(name, canary):
    with listening() as (url, heard):
        html = f"<html><body><p>before</p>{fragments(url, canary)[name]}<p>after</p></body></html>"
        pdf = render_page(html, styles=STYLES, identifier="hostile")
    assert heard == []
    assert CANARY.encode() not in contents(pdf)


def test_a_printer_without_our_fetcher_is_heard_and_betrays_the_canary(canary):
    with listening() as (url, heard):
        bad = fragments(url, canary)
        html = f"<html><body>{bad['img-http']}{bad['link-attachment']}</body></html>"
        pdf = weasyprint.HTML(string=html).write_pdf()
    assert heard
    assert CANARY.encode() in contents(pdf)

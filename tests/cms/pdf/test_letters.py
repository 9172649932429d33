from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from cms.pdf.fonts import FACES, FOLDER
from cms.pdf.render import Engine, render_page
from tests.cms.pdf.pixels import ALPHABETS, difference, drawn, printed, sheet

STYLES = Path(__file__).parent / "sheet.css"
LETTERS = sorted({letter for alphabet in ALPHABETS.values() for letter in alphabet + alphabet.upper()})
# Measured on the bundled fonts: a letter differs from itself by at most 4 % of its ink (edges are smoothed by two
# different programs), and from any other shape of its kind by at least 10 % (O and Q; ң and н 12 %).
TOLERANCE = 0.06


def wrong(pdf, weight):
    """The letters whose pixels are not those of the font."""
    font = FOLDER / FACES[weight]
    return {letter for letter, picture in printed(pdf) if difference(picture, drawn(letter, font)) > TOLERANCE}


@pytest.mark.parametrize("weight", FACES)
def test_every_letter_of_the_four_alphabets_looks_as_in_the_font(weight):
    pdf = render_page(sheet(LETTERS, weight), styles=STYLES, identifier="letters")
    assert sorted(letter for letter, _picture in printed(pdf)) == LETTERS
    assert wrong(pdf, weight) == set()


def test_a_font_that_maps_letters_wrongly_is_caught_although_its_text_reads_right(tmp_path):
    for name in FACES.values():
        font = TTFont(FOLDER / name)
        for cmap in {id(table.cmap): table.cmap for table in font["cmap"].tables}.values():
            cmap[ord("ң")], cmap[ord("н")] = cmap[ord("н")], cmap[ord("ң")]
        font.save(tmp_path / name)
    engine = Engine(tmp_path)
    pdf = engine.write(engine.lay_out(sheet("аңнө", 400), STYLES, "1"), (), "planted")
    assert [letter for letter, _picture in printed(pdf)] == list("аңнө")
    assert wrong(pdf, 400) == {"ң", "н"}

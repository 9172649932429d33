"""What becomes of a text."""

import re

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from cms.terminology import replacement
from cms.terminology.replacement import (
    ENDING_DROPPED,
    ENDING_KEPT,
    Replacement,
    compile_rules,
    replace_in_html,
    replace_in_text,
)

ROWS = [
    # Russian: the adjective with all its endings, the noun without them, and what is said in one breath.
    Replacement("ru", "гендерн", "социальн", ENDING_KEPT),
    Replacement("ru", "гендер", "пол", ENDING_DROPPED),
    Replacement("ru", "гендерное равенство", "равенство женщин и мужчин"),
    Replacement("ru", "гендерного равенства", "равенства женщин и мужчин"),
    # Kyrgyz and Kazakh: the ending of the last word stays, because the last word stays.
    Replacement("ky", "гендердик теңчили", "аялдар менен эркектердин теңчили", ENDING_KEPT),
    Replacement("ky", "гендердик", "аялдар менен эркектердин"),
    Replacement("ky", "гендер", "аялдар менен эркектер", ENDING_DROPPED),
    Replacement("kk", "гендерлік теңді", "әйелдер мен ерлердің теңді", ENDING_KEPT),
    Replacement("kk", "гендерлік", "әйелдер мен ерлердің"),
]
RULES = compile_rules(ROWS)


@pytest.mark.parametrize(
    ("language", "before", "after"),
    [
        ("ru", "гендерный подход", "социальный подход"),
        ("ru", "гендерного подхода", "социального подхода"),
        ("ru", "Гендерные различия", "Социальные различия"),
        ("ru", "ГЕНДЕРНАЯ ПОЛИТИКА", "СОЦИАЛЬНАЯ ПОЛИТИКА"),
        ("ru", "о гендере и гендером", "о пол и пол"),
        ("ru", "гендерное равенство", "равенство женщин и мужчин"),
        ("ru", "Гендерного\n  равенства нет", "Равенства женщин и мужчин нет"),
        ("ky", "Гендердик теңчилик", "Аялдар менен эркектердин теңчилик"),
        ("ky", "гендердик теңчиликти", "аялдар менен эркектердин теңчиликти"),
        ("ky", "гендердик теңчилигин", "аялдар менен эркектердин теңчилигин"),
        ("ky", "гендердик талдоо", "аялдар менен эркектердин талдоо"),
        ("ky", "гендерди", "аялдар менен эркектер"),
        ("kk", "гендерлік теңдіктің", "әйелдер мен ерлердің теңдіктің"),
        ("kk", "Гендерлік саясат", "Әйелдер мен ерлердің саясат"),
        ("ru", "трансгендерный", "трансгендерный"),
        ("kk", "гендерный", "гендерный"),
        (
            "ru",
            "см. https://example.org/гендер и гендер@example.org",
            "см. https://example.org/гендер и гендер@example.org",
        ),
    ],
)
def test_real_forms_of_three_languages(language, before, after):
    assert replace_in_text(before, language, RULES) == after
    assert replace_in_html(f"<p>{before}</p>", language, RULES) == f"<p>{after}</p>"


PAGE = """<!DOCTYPE html>
<html lang="ru"><head><title>Гендер</title><meta name="description" content="О гендере">
<meta name="keywords" content="гендер"><script>var гендер = "гендер"</script><style>.гендер{}</style></head>
<body class="гендер"><!-- гендер -->
<a href="/ru/гендер/?q=гендер" title="Гендер > всего" data-word="гендер">Гендер</a>
<img src="/гендер.png" alt="гендер">
<form><input name="q" value="гендер" placeholder="гендер" aria-label="гендер">
<textarea name="t" title="гендер">гендер <p>гендер</textarea></form>
<section lang="ky">Гендерди <b>гендерди</b><section>гендерди</section></section>
гендер
<p translate="no">гендер <i lang="ru">гендер</i></p> &quot;гендер&quot;
</body></html>"""


def test_only_what_is_read_is_changed_each_part_in_its_language():
    assert (
        replace_in_html(PAGE, "ru", RULES)
        == """<!DOCTYPE html>
<html lang="ru"><head><title>Пол</title><meta name="description" content="О пол">
<meta name="keywords" content="гендер"><script>var гендер = "гендер"</script><style>.гендер{}</style></head>
<body class="гендер"><!-- гендер -->
<a href="/ru/гендер/?q=гендер" title="Пол > всего" data-word="гендер">Пол</a>
<img src="/гендер.png" alt="пол">
<form><input name="q" value="гендер" placeholder="пол" aria-label="пол">
<textarea name="t" title="пол">гендер <p>гендер</textarea></form>
<section lang="ky">Аялдар менен эркектер <b>аялдар менен эркектер</b><section>аялдар менен эркектер</section></section>
пол
<p translate="no">гендер <i lang="ru">гендер</i></p> &quot;пол&quot;
</body></html>"""
    )


HOSTILE = """<script>alert(1)</script>" onload='x' &amp; \\1 </p>"""


def test_what_stands_instead_is_text_and_never_a_tag():
    rules = compile_rules([Replacement("ru", "гендер", HOSTILE, ENDING_DROPPED)])
    page = replace_in_html('<p title="гендер">гендер</p>', "ru", rules)
    soup = BeautifulSoup(page, "html.parser")
    assert [tag.name for tag in soup.find_all()] == ["p"]
    assert soup.p.attrs == {"title": HOSTILE}
    assert soup.p.get_text() == HOSTILE


def test_without_escaping_the_hostile_row_would_be_a_script(monkeypatch):
    monkeypatch.setattr(replacement, "escape", str)
    rules = compile_rules([Replacement("ru", "гендер", HOSTILE, ENDING_DROPPED)])
    assert BeautifulSoup(replace_in_html("<p>гендер</p>", "ru", rules), "html.parser").find("script")


def test_a_word_is_no_part_of_the_name_of_a_character():
    rules = compile_rules([Replacement("en", "quot", "x"), Replacement("en", "amp", "y")])
    page = "<p>&quot;a&quot; &amp; amp; quot</p>"
    assert replace_in_html(page, "en", rules) == "<p>&quot;a&quot; &amp; y; x</p>"


def test_a_word_with_an_apostrophe_is_found_as_pages_write_it():
    rules = compile_rules([Replacement("en", "women's", "people's")])
    assert replace_in_html("<p>Women&#x27;s day</p>", "en", rules) == "<p>People&#x27;s day</p>"


def test_what_stands_instead_is_not_looked_at_again():
    rules = compile_rules([Replacement("en", "one", "two"), Replacement("en", "two", "one")])
    assert replace_in_text("one two", "en", rules) == "two one"


def test_a_capital_with_two_small_letters_moves_nothing():
    assert replace_in_html("<p>İİİ Гендер</p>", "ru", RULES) == "<p>İİİ Пол</p>"


def test_a_page_without_the_words_is_the_same_object():
    page = "<p>Теңчилик</p>"
    assert replace_in_html(page, "ky", RULES) is page


PIECES = [
    *("гендер", "Гендерный", "жаңы", " ", "&amp;", ">", "<", '"', "'"),
    *("<p>", "</p>", "<b lang='ru'>", "</b>", 'lang="', "<!--", "-->"),
    *('<a href="гендер">', "</a>", "<textarea>", "</textarea>", '<input value="гендер">'),
]
pieces = st.lists(st.sampled_from(PIECES), max_size=25)


@given(pieces)
def test_however_broken_a_page_is_addresses_and_values_stay(parts):
    page = "".join(parts)
    changed = replace_in_html(page, "ru", RULES)
    for attribute in ('href="гендер"', 'value="гендер"'):
        assert changed.count(attribute) == page.count(attribute)
    assert re.sub(r"[^<>]", "", changed) == re.sub(r"[^<>]", "", page)


@pytest.mark.parametrize(
    "row",
    [
        Replacement("ky", "", "x"),
        Replacement("ky", " ", "x"),
        Replacement("ky", "сөз", ""),
        Replacement("ky", "сөз", " "),
    ],
)
def test_a_row_that_says_nothing_breaks_no_page(row):
    rules = compile_rules([row, Replacement("ky", "аял", "айым")])
    assert replace_in_html("<p>сөз аял</p>", "ky", rules) == "<p>сөз айым</p>"

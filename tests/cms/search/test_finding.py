import pytest

from cms.search.folding import fold
from cms.search.index import PrefixIndex

TEXTS = [
    ("rights", "Аялдардын укуктары жана мүмкүнчүлүктөрү", 3),
    ("budget", "Гендердик бюджет: өкмөттүн каражаты", 3),
    ("school", "Қауіпсіз мектеп: қысымды тоқтату", 3),
    ("school", "бюджет", 1),
]


@pytest.fixture
def index():
    return PrefixIndex(TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"), [("окмот", "өкмөт"), ("мумкун", "мүмкүн"), ("тен", "тең"), ("кауіп", "қауіп")]
)
def test_letters_that_a_keyboard_lacks_are_met_by_those_it_has(typed, meant):
    assert fold(typed) == fold(meant)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("укук", ["rights"]),
        ("УКУКТАР", ["rights"]),
        ("окмот", ["budget"]),
        ("өкмөт", ["budget"]),
        ("каупсиз", []),
        ("кауиписиз", []),
        ("кауипсиз", ["school"]),
        ("қауіпсіз мек", ["school"]),
        ("мектеп укук", []),
        ("дик", []),
        ("", []),
        ("?!", []),
    ],
)
def test_a_word_is_found_by_its_beginning(index, query, found):
    assert index.find(query) == found


def test_what_weighs_more_comes_first(index):
    assert index.find("бюджет") == ["budget", "school"]

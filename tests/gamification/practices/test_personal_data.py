"""Hints for who checks: what people usually write is found, what is harmless is mostly left alone."""

import time

import pytest

from gamification.practices.personal_data import find_personal_data


@pytest.mark.parametrize(
    ("text", "kind", "found"),
    [
        ("Сураңыз: +996 555 12 34 56, жооп беребиз.", "phone", "+996 555 12 34 56"),
        ("Сураңыз: 0555 123456.", "phone", "0555 123456"),
        ("звоните 0(312) 66-12-34", "phone", "0(312) 66-12-34"),
        ("Қоңырау: 8 701 123 45 67", "phone", "8 701 123 45 67"),
        ("жазыңыз aigul.s@mail.kg дарегине", "account", "aigul.s@mail.kg"),
        ("Telegram: @kara_suu_club", "account", "@kara_suu_club"),
        ("тобубуз t.me/karasuu деген", "account", "t.me/karasuu"),
        ("ПИН 21205199912345", "number", "21205199912345"),
        ("ЖСН 920512300123 болатын", "number", "920512300123"),
        ("№ 12 мектепте жыйын болду", "school", "№ 12 мектепте"),
        ("Собрались в школе № 5 вечером", "school", "школе № 5"),
        ("Ч. Айтматов атындагы орто мектепте", "school", "Айтматов атындагы орто мектепте"),
        ("7-«Б» класстын окуучулары", "school", "7-«Б» класстын"),
        ("5 сынып оқушылары", "school", "5 сынып"),
        ("Ленин көчөсү 14 дарегинде", "address", "Ленин көчөсү 14"),
        ("живёт на ул. Абдрахманова, д. 8", "address", "ул. Абдрахманова, д. 8"),
        ("Абай көшесі 25 мекенжайы", "address", "Абай көшесі 25"),
        ("12 жашар кыз айтып берди", "child", "12 жашар"),
        ("девочка, которой 13 лет, рассказала", "child", "девочка, которой 13 лет"),
        ("Жыйынга Асан уулу Бакыт келди", "name", "Асан уулу Бакыт"),
        ("Муну Садыкова Айнура баштаган", "name", "Садыкова Айнура"),
        ("помогла Айгуль Токтосунова", "name", "Айгуль Токтосунова"),
        ("жыйынды А. Токтогулов ачты", "name", "А. Токтогулов"),
        ("бизге Айнура эже жардам берди", "name", "Айнура эже"),
        ("окуучу Нурбек сунуштады", "name", "окуучу Нурбек"),
        ("директор Асановго айттык", "name", "Асановго"),
        ("Анна Петровна помогла", "name", "Анна Петровна"),
    ],
)
def test_what_may_lead_to_a_person_is_found(text, kind, found):
    assert any(finding.kind == kind and found in finding.found for finding in find_personal_data(text))


@pytest.mark.parametrize(
    "text",
    [
        "Бюджеттен 40 000 000 сом бөлүндү, 1 250 000 сом калды.",
        "2026-жылдын 12-мартында 112 киши келди, 61и аял.",
        "30 үйдүн 25инде суу жок. Эки жылда баары өзгөрдү.",
        "За 2 года построили 3 школы и 1 детскую площадку.",
        "Жогорку Кеңеш жана Кыргыз Республикасынын мыйзамы.",
        "Ар 100 сомдун канчасы мектепке, жолго, сууга кетет.",
        "45 жаштагы аялдар үчүн курс ачтык.",
        "",
    ],
)
def test_what_is_harmless_is_left_alone(text):
    assert find_personal_data(text) == []


def test_the_author_may_write_her_own_name_but_not_her_daughter_s():
    text = "Мен, Садыкова Айнура, кызым Садыкова Бермет менен бардым."
    assert [finding.found for finding in find_personal_data(text, own="Садыкова Айнура")] == ["Садыкова Бермет"]


def test_each_place_is_named_once_with_what_stands_around_it():
    (finding,) = find_personal_data("кечинде Асан уулу Бакыт келди, кетти.")
    assert (finding.before, finding.after) == ("кечинде ", " келди, кетти.")


HOSTILE = ("а", "А", "Ааов", "0 ", "Аа ", "школа ", "1 ", "бала ", "a.")


@pytest.mark.parametrize("part", HOSTILE)
def test_a_hostile_text_does_not_hold_up_who_checks(part):
    began = time.process_time()
    find_personal_data(part * 9_000)
    assert time.process_time() - began < 2

"""The bank: what is true in questions.yaml, the words in LANGUAGE/questions.yaml."""

from collections import Counter
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from courses.pages.package.faults import Faults
from courses.pages.package.outlines import SLUG, Spec
from courses.pages.package.reading import Entry, Fields, flag_of, read_text, read_yaml
from courses.quizzes.kinds import KINDS
from courses.quizzes.question_data import QuestionData, QuestionText
from courses.quizzes.validation import validate_question
from courses.syllabus.kinds import ITEM_KINDS


def read_bank(root: Path, spec: Spec, faults: Faults) -> list[QuestionData]:
    """All questions in all languages. A course without a quiz needs no bank."""
    file = root / "questions.yaml"
    if not file.exists() and not any(ITEM_KINDS[item.kind].has_attempts for item in spec.items):
        return []
    text = read_text(file, faults, wanted_by=(root / "course.yaml", 1))
    if text is None:
        return []
    listed = read_yaml(text, file, faults)
    if not isinstance(listed.parts, list):
        faults.add(file, 1, _("A list of questions is expected here."))
        return []
    words = {language: _words(root, language, faults) for language in spec.languages if (root / language).is_dir()}
    fields = [Fields(entry, file, faults) for entry in listed.parts]
    questions = [_question(entry, spec, words, faults) for entry in fields]
    _compare_keys(questions, fields, words, faults, root)
    _draws(questions, spec, faults)
    return questions


def _words(root: Path, language: str, faults: Faults) -> dict[str, Entry]:
    file = root / language / "questions.yaml"
    text = read_text(file, faults, wanted_by=(root / "course.yaml", 1))
    if text is None:
        return {}
    entry = read_yaml(text, file, faults)
    if not isinstance(entry.parts, dict):
        faults.add(file, 1, _("Fields (“name: value”) are expected here."))
        return {}
    return entry.parts


def _question(fields: Fields, spec: Spec, words: dict[str, dict[str, Entry]], faults: Faults) -> QuestionData:
    key = fields.text("key", most=80)
    if key and not SLUG.fullmatch(key):
        fields.fault(_("“%s”: lower-case letters, digits and hyphens only.") % key, "key")
    lesson = fields.text("lesson", required=False)
    if lesson and lesson not in {item.key for item in spec.items if ITEM_KINDS[item.kind].explains_questions}:
        fields.fault(_("There is no lesson “%s”.") % lesson, "lesson")
    question = QuestionData(
        key=key,
        topic=fields.text("topic", most=80),
        kind=fields.text("kind"),
        lesson_key=spec.item_key(lesson) if lesson else None,
        truth=_truth(fields),
        texts={},
    )
    fields.done()
    for message in validate_question(question):
        fields.fault(message)
    files = {language: faults.root / language / "questions.yaml" for language in words}
    texts = {
        language: _text(entries[key], files[language], question, faults)
        for language, entries in words.items()
        if key in entries
    }
    return _with(question, texts)


def _truth(fields: Fields) -> dict[str, Any]:
    """Return what is right, as the kind of the question writes it."""
    names = dict.fromkeys(name for kind in KINDS for name in kind.package_fields)
    truth = {name: entry.value for name in names if (entry := fields.raw(name))}
    kind = KINDS.get(fields.text("kind", required=False))
    for name in kind.package_flags if kind else ():
        if name in truth:
            truth[name] = flag_of(fields.raw(name))
    return truth


def _with(question: QuestionData, texts: dict[str, QuestionText]) -> QuestionData:
    return QuestionData(question.key, question.topic, question.kind, question.lesson_key, question.truth, texts)


def _text(entry: Entry, file: Path, question: QuestionData, faults: Faults) -> QuestionText:
    """The words of a question in one language; the bank's own check has the last word on them."""
    fields = Fields(entry, file, faults)
    words = QuestionText(
        text=fields.text("text"),
        feedback=fields.text("feedback"),
        options={name: fields.words(option, name) for name, option in fields.named("options").items()},
        pairs={name: _pair(pair, fields, name) for name, pair in fields.named("pairs").items()},
        accept=tuple(fields.words(one, "accept") for one in fields.listed("accept")) if fields.has("accept") else (),
    )
    fields.done()
    if not validate_question(question):
        for message in validate_question(_with(question, {"": words})):
            fields.fault(message.removeprefix(": "))
    return words


def _pair(entry: Entry, fields: Fields, name: str) -> tuple[str, str]:
    if not isinstance(entry.parts, list) or len(entry.parts) != 2:
        fields.fault(_("“%s” needs two texts: [left, right].") % name, "pairs")
        return ("-", name)
    return (fields.words(entry.parts[0], name), fields.words(entry.parts[1], name))


def _compare_keys(
    questions: list[QuestionData], fields: list[Fields], words: dict[str, dict[str, Entry]], faults: Faults, root: Path
) -> None:
    times = Counter(question.key for question in questions)
    for question, entry in zip(questions, fields, strict=True):
        if times[question.key] > 1:
            entry.fault(_("The key “%s” stands twice.") % question.key)
    for language, entries in words.items():
        file = root / language / "questions.yaml"
        for key in times.keys() - entries.keys():
            faults.add(file, 1, _("The question “%s” has no words here.") % key)
        for key in entries.keys() - times.keys():
            faults.add(file, entries[key].line, _("The question “%s” is not in the bank.") % key)


def _draws(questions: list[QuestionData], spec: Spec, faults: Faults) -> None:
    sizes = Counter(question.topic for question in questions)
    for item in spec.items:
        for topic, wanted in item.policy.get("draw", {}).items():
            if isinstance(wanted, int) and sizes[topic] < wanted:
                words = {"topic": topic, "size": sizes[topic], "wanted": wanted}
                message = _("“%(topic)s” has %(size)d questions, %(wanted)d are to be drawn.") % words
                faults.add(faults.root / "course.yaml", item.line, message)

"""The right answers of the demo's course, read from its package: what a learner who has learned would know."""

from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

PACKAGE = Path(__file__).parents[2] / "lms/demo/content/equality-first-steps"


@lru_cache
def bank(language: str) -> dict[str, tuple[dict[str, Any], dict[str, Any]]]:
    """By the text of the question: what is true, and its words in the language."""
    truths = {str(entry["key"]): entry for entry in yaml.safe_load((PACKAGE / "questions.yaml").read_text())}
    words = yaml.safe_load((PACKAGE / language / "questions.yaml").read_text())
    return {folded(text["text"]): (truths[str(key)], text) for key, text in words.items()}


def folded(text: str) -> str:
    """Without what a page may change: spaces."""
    return " ".join(text.split())


def answer(question: Any, language: str) -> None:
    """Answer one question (a fieldset of the page) rightly."""
    truth, words = bank(language)[folded(question.locator("legend > span").last.inner_text())]
    WAYS[truth["kind"]](question, truth, words)


def _choose(question: Any, truth: Any, words: Any) -> None:
    for name, mark in truth["options"].items():
        if mark == "right":
            _choice(question, words["options"][name]).check()


def _true_or_false(question: Any, truth: Any, words: Any) -> None:
    question.locator(f'input[value="{str(truth["answer"]).lower()}"]').check()


def _choice(question: Any, text: str) -> Any:
    labels = question.locator(".choice label").all()
    return next(x for x in labels if folded(x.inner_text()) == folded(str(text))).locator("input")


def _match(question: Any, truth: Any, words: Any) -> None:
    for left, right in words["pairs"].values():
        _beside(question, ".pair", str(left)).select_option(label=str(right))


def _order(question: Any, truth: Any, words: Any) -> None:
    for place, name in enumerate(truth["order"], start=1):
        _beside(question, ".place", str(words["options"][name])).select_option(label=str(place))


def _beside(question: Any, kind: str, text: str) -> Any:
    rows = question.locator(kind).all()
    return next(r for r in rows if folded(r.locator("label").inner_text()) == folded(text)).locator("select")


def _write(question: Any, truth: Any, words: Any) -> None:
    question.locator("input[type=text]").fill(str(truth.get("answer", words.get("accept", [""])[0])))


WAYS = {
    "single": _choose,
    "multiple": _choose,
    "truefalse": _true_or_false,
    "matching": _match,
    "ordering": _order,
    "number": _write,
    "text": _write,
}

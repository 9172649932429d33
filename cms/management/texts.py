"""Find every string of the interface in Python and templates, and compare it with the catalogues.

Done here with Django's own template reader and Python's parser, because gettext's tools are missing on a fresh
machine, where the test for missing texts must run too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import polib
from django.utils.translation.template import templatize

FUNCTIONS = {
    "_": "m",
    "gettext": "m",
    "gettext_lazy": "m",
    "gettext_noop": "m",
    "ngettext": "mp",
    "ngettext_lazy": "mp",
    "pgettext": "cm",
    "pgettext_lazy": "cm",
    "npgettext": "cmp",
    "npgettext_lazy": "cmp",
}
PLURALS = {
    "ky": "nplurals=2; plural=(n != 1);",
    "kk": "nplurals=2; plural=(n != 1);",
    "ru": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
}
_LITERAL = r"""u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")"""
_TEMPLATE_CALL = re.compile(rf"\b(_|n?p?gettext)\(({_LITERAL}(?:,\s*{_LITERAL})*)")


class Text(NamedTuple):
    """A string to translate, as gettext identifies it; `plural` is empty for most."""

    context: str
    message: str
    plural: str


def texts_in(folder: Path) -> dict[Text, str]:
    """All texts below a folder with the file that uses each first."""
    found: dict[Text, str] = {}
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".py", ".html", ".txt") and "migrations" not in path.parts and "locale" not in path.parts:
            read = _in_python if path.suffix == ".py" else _in_template
            for text in read(path.read_text()):
                found.setdefault(text, str(path))
    return found


def _in_python(source: str) -> Iterator[Text]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            literals = [a.value for a in node.args if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            if name in FUNCTIONS and len(literals) >= len(FUNCTIONS[name]):
                yield _text(FUNCTIONS[name], literals)


def _in_template(source: str) -> Iterator[Text]:
    if "trans" in source or "_(" in source:
        for name, literals in _TEMPLATE_CALL.findall(templatize(source)):
            yield _text(FUNCTIONS[name], [ast.literal_eval(part) for part in re.findall(_LITERAL, literals)])


def _text(roles: str, literals: list[str]) -> Text:
    parts = dict(zip(roles, literals, strict=False))
    return Text(parts.get("c", ""), parts["m"], parts.get("p", ""))


def catalogue(folder: Path, language: str) -> polib.POFile:
    """The catalogue of a language below a folder, or a new one."""
    path = folder / "locale" / language / "LC_MESSAGES" / "django.po"
    if path.exists():
        return polib.pofile(str(path), wrapwidth=110)
    path.parent.mkdir(parents=True, exist_ok=True)
    new = polib.POFile(wrapwidth=110)
    new.metadata = {
        "Language": language,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": PLURALS[language],
    }
    new.fpath = str(path)
    return new


def untranslated(texts: dict[Text, str], catalogue: polib.POFile) -> list[str]:
    """What the catalogue lacks: 'file: message' for each text that is missing, empty, fuzzy or breaks placeholders."""
    entries = {(e.msgctxt or "", e.msgid): e for e in catalogue if not e.obsolete}
    return [
        f"{path}: {text.message}"
        for text, path in texts.items()
        if not _complete(entries.get((text.context, text.message)), text)
    ]


def damaged(texts: dict[Text, str], catalogue: polib.POFile) -> list[str]:
    """Return 'file: message' for each text that is translated, but not into what the page can show: a placeholder or a
    plural form is missing.
    """
    texts_with_translation = {(e.msgctxt or "", e.msgid) for e in catalogue if e.translated()}
    written = {text: path for text, path in texts.items() if (text.context, text.message) in texts_with_translation}
    return untranslated(written, catalogue)


def _complete(entry: polib.POEntry | None, text: Text) -> bool:
    if entry is None or entry.fuzzy or entry.msgid_plural != text.plural:
        return False
    translations = list(entry.msgstr_plural.values()) if text.plural else [entry.msgstr]
    wanted = _placeholders(text.message) | _placeholders(text.plural)
    return (
        bool(translations)
        and all(t.strip() and _placeholders(t) <= wanted for t in translations)
        and (bool(text.plural) or _placeholders(translations[0]) == wanted)
    )


def _placeholders(message: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[a-z]|%[sd]|\{\w*\}", message))


def update(catalogue: polib.POFile, texts: dict[Text, str]) -> None:
    """Add new texts without a translation, drop those no longer used, keep the rest as they are."""
    wanted = {(text.context, text.message): text for text in texts}
    for entry in list(catalogue):
        key = (entry.msgctxt or "", entry.msgid)
        if key not in wanted or entry.msgid_plural != wanted[key].plural:
            catalogue.remove(entry)
    present = {(e.msgctxt or "", e.msgid) for e in catalogue}
    forms = int(re.findall(r"\d+", catalogue.metadata["Plural-Forms"])[0])
    for key, text in wanted.items():
        if key not in present:
            plural = dict.fromkeys(range(forms), "") if text.plural else {}
            catalogue.append(
                polib.POEntry(
                    msgid=text.message, msgid_plural=text.plural, msgctxt=text.context or None, msgstr_plural=plural
                )
            )
    catalogue.sort(key=lambda entry: (entry.msgid, entry.msgctxt or ""))

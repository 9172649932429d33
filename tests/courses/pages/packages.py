"""A small package in two languages, with every kind of part, to be spoilt in one place at a time."""

from pathlib import Path

COURSE = """\
code: small
source: ru
languages: [ru, ky]
hours: 1
minutes_per_hour: 60
practice_percent: 60
issue: automatic
valid_months: 0
certificate_languages: [ky, ru]
modules:
  - key: only
    items:
      - lesson: first
        minutes: 10
      - task: do-it
        minutes: 45
        check: self
      - quiz: check-it
        minutes: 5
        draw: {basics: 2}
        pass_percent: 70
"""
BANK = """\
- {key: q1, topic: basics, lesson: first, kind: single, options: {yes-it-is: right, no-it-is-not: wrong}}
- {key: q2, topic: basics, lesson: first, kind: number, answer: 30, tolerance: 0}
"""
WORDS = """\
q1:
  text: {mark} Is it?
  options: {{yes-it-is: "{mark} yes", no-it-is-not: "{mark} no"}}
  feedback: {mark} It is.
q2:
  text: {mark} How many?
  feedback: {mark} Thirty.
"""
COURSE_WORDS = """\
---
title: {mark} Small course
summary: {mark} One sentence.
modules:
  only: {mark} Only module
---

{mark} What it is about.
"""
LESSON = """\
---
title: {mark} First lesson
summary: {mark} About words.
---

{mark} A paragraph with **bold** words and [a link](https://example.org/{mark}).

## {mark} A heading

- {mark} one
- {mark} two

::: key
{mark} The key point.
:::

::: case {mark} A case
{mark} What happened.
:::

```picture
file: scale.svg
alt: {mark} A scale
caption: {mark} Caption
```

```table
caption: {mark} Shares
header: [{mark} Year, {mark} Share]
rows:
  - ["2024", "{mark} 25"]
```

```helplines
title: {mark} Call
lines:
  - name: {mark} Children
    phone: "111"
```

```video
file: talk.mp4
title: {mark} A talk
captions: talk.{mark}.vtt
transcript: {mark} All of it.
```

```download
file: list.{mark}.txt
title: {mark} A list
```

```check
question: {mark} Why?
answer: {mark} Because.
```

::: reflection
{mark} Where did you meet it?
:::
"""
TASK = """\
---
title: {mark} Do it
---

::: steps {mark} Steps
1. {mark} First.
2. {mark} Then.
:::
"""
QUIZ = """\
---
title: {mark} Check it
---

{mark} Two questions.
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9" width="9" height="9"><path d="M0 0H9"/></svg>'
FILES = {
    "course.md": COURSE_WORDS,
    "questions.yaml": WORDS,
    "lessons/first.md": LESSON,
    "tasks/do-it.md": TASK,
    "quizzes/check-it.md": QUIZ,
}


def write_package(root: Path) -> Path:
    """Write the package below a folder; the words carry the code of their language."""
    media = root / "media"
    media.mkdir(parents=True)
    (root / "course.yaml").write_text(COURSE)
    (root / "questions.yaml").write_text(BANK)
    (media / "scale.svg").write_text(SVG)
    (media / "talk.mp4").write_bytes(b"\0\0\0\x18ftypmp42 and no more")
    for language in ("ru", "ky"):
        (media / f"talk.{language}.vtt").write_text("WEBVTT\n")
        (media / f"list.{language}.txt").write_text(language)
        for name, text in FILES.items():
            file = root / language / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text.format(mark=language))
    return root


def change(root: Path, name: str, old: str, new: str) -> int:
    """Change a text once in a file of the package; returns the line of the change."""
    text = (root / name).read_text()
    assert text.count(old) >= 1, f"{old!r} is not in {name}"
    (root / name).write_text(text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1

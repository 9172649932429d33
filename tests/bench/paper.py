"""Certificates beside a bare page of WeasyPrint, in one process and run; and what 2,000 of them do to its memory."""

import os
import re
import resource
import time
from collections.abc import Callable
from statistics import median
from typing import Any

import weasyprint
from django.template.loader import render_to_string

from courses.certificates.models import Certificate
from courses.certificates.render import pdf_context, render_certificate
from courses.learning.models import Enrolment
from courses.learning.services import complete
from courses.syllabus.queries import outline
from tests.bench import MEASURED
from tests.factories import say_yes

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
EACH = 20
MANY = int(os.environ.get("BENCH_PAPERS", "2000"))
EVIDENCE = {"lesson": "read", "quiz": "passed", "task": "self-reported"}
PICTURE = re.compile(r"<svg.*?</svg>", re.DOTALL)


def measure() -> list[dict[str, Any]]:
    """The lines `certificate_bare` and `certificate`; `memory_mb` is what the peak grew over many, after a warm-up."""
    certificate = _finished()
    bare = _bare(certificate)
    what: dict[str, Callable[[], Any]] = {
        "certificate_bare": lambda: weasyprint.HTML(string=bare).write_pdf(),
        "certificate": lambda: render_certificate(certificate),
    }
    seen: dict[str, list[float]] = {name: [] for name in what}
    for _ in range(ROUNDS + 1):  # the first round warms up and is forgotten
        for name, render in what.items():
            seen[name].append(_milliseconds(render))
    lines = [_line(name, times[1:], seen["certificate_bare"][1:]) for name, times in seen.items()]
    lines[1]["memory_mb"] = _growth(what["certificate"])
    return lines


def _bare(certificate: Certificate) -> str:
    """The same words as WeasyPrint takes them: no font of ours, no style, no ornament, no QR, no attachment."""
    return PICTURE.sub("", render_to_string("courses/certificates/pdf.html", pdf_context(certificate)))


def _finished() -> Certificate:
    """A certificate of the measured course, issued as to any learner."""
    enrolment = Enrolment.objects.filter(cohort__course__code=MEASURED, finished_at=None).order_by("pk").first()
    assert enrolment is not None
    say_yes(enrolment.person)
    for item in outline(enrolment.edition_id):
        complete(enrolment=enrolment, item=item, evidence=EVIDENCE[item.kind], by=enrolment.person)
    return Certificate.objects.get(enrolment=enrolment)


def _milliseconds(render: Callable[[], Any]) -> float:
    begun = time.perf_counter()
    for _ in range(EACH):
        render()
    return (time.perf_counter() - begun) / EACH * 1000


def _line(name: str, times: list[float], bare: list[float]) -> dict[str, Any]:
    return {
        "name": name,
        "rps": round(1000 / median(times), 1),
        "p50_ms": round(median(times), 2),
        "p95_ms": round(max(times), 2),
        "queries": 0,
        "ratio": round(median(b / t for b, t in zip(bare, times, strict=True)), 3),
    }


def _growth(render: Callable[[], Any]) -> float:
    for _ in range(100):
        render()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    for _ in range(MANY):
        render()
    return round((resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024, 1)

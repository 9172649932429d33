"""Measure side by side in one run, on PostgreSQL: `python -m tests.bench`; the figures go to var/bench.json.

Every address is asked in turn, round after round, with the same workers and clients, so that a machine whose speed
drifts treats all alike. `ratio` is the median over the rounds against the ceiling (for `certificate`, against
`certificate_bare`); `ratio_tenth` the same with a tenth of the records.
BENCH_SECONDS, BENCH_ROUNDS, BENCH_PEOPLE, BENCH_COURSES and BENCH_MEMBERS make it shorter.
"""

import json
import os
import sys
from pathlib import Path
from statistics import median
from typing import Any

from tests.bench import MEASURED
from tests.bench.load import Ask, ask, measure
from tests.proofs import services
from tests.proofs.harness import ROOT, Site, answers, free_port, site, wait_until

SECONDS = float(os.environ.get("BENCH_SECONDS", "4"))
ROUNDS = int(os.environ.get("BENCH_ROUNDS", "5"))
PEOPLE = int(os.environ.get("BENCH_PEOPLE", "20000"))
COURSES = int(os.environ.get("BENCH_COURSES", "200"))
MEMBERS = int(os.environ.get("BENCH_MEMBERS", "100000"))
WORKERS = CLIENTS = 8
PRODUCTION = {
    "SECRET_KEY": "only-for-the-bench",
    "ALLOWED_HOSTS": "*",
    "SITE_ORIGIN": "https://localhost",
    "DJANGO_SETTINGS_MODULE": "lms.settings.production",
}


def main() -> int:
    """Run all; 2 when there is no PostgreSQL."""
    if absent := [line for line in services.missing() if line.startswith("PostgreSQL")]:
        print(f"The figures need {absent[0]}: start it, or set DATABASE_URL.", file=sys.stderr)
        return 2
    figures: dict[str, dict[str, Any]] = {}
    with site("postgresql") as large:
        large.env["SECRET_KEY"] = PRODUCTION["SECRET_KEY"]  # sessions are made for the servers' key
        large.manage("prepare_demo")
        large.collect_static()
        say(f"{large.call('tests.bench.data:add_courses', COURSES)} courses")
        large.call("tests.bench.data:add_trivial_page")
        ports = serve(large)
        for share, suffix in ((10, "_tenth"), (1, "")):
            people = PEOPLE // share
            large.call("tests.bench.data:add_people", people)
            say("{} members, {} entries of stars".format(*large.call("tests.bench.club:add_club", MEMBERS // share)))
            say(f"{people} learners, {large.call('tests.bench.data:analyse')} completions")
            for name, figure in rounds(asks(large, ports)).items():
                figures.setdefault(name, {"name": name})
                figures[name] |= figure if not suffix else {f"ratio{suffix}": figure["ratio"]}
        for name, count in large.call("tests.bench.queries:counts").items():
            figures[name]["queries"] = count
        for place in ("paper", "club", "speakers"):
            figures |= {line["name"]: line for line in large.call(f"tests.bench.{place}:measure")}
    return report(list(figures.values()))


def serve(large: Site) -> dict[str, int]:
    """Three web servers with the same number of workers: bare, trivial, ours."""
    ports = {}
    for name, application in {
        "bare": "tests.bench.bare",
        "trivial": "tests.bench.trivial",
        "ours": "lms.wsgi",
    }.items():
        ports[name] = free_port()
        large.start_web(ports[name], WORKERS, application, **PRODUCTION)
        wait_until(lambda port=ports[name]: answers(f"http://127.0.0.1:{port}/healthz"), seconds=60)
    return ports


def asks(large: Site, ports: dict[str, int]) -> dict[str, Ask]:
    """What is measured, by name. The learners' pages are asked by 200 learners in turn."""
    people = large.call("tests.bench.data:sign_in", 200)
    cookies, members = cookies_of(people), cookies_of(large.call("tests.bench.data:sign_in", 200, "clubwoman"))
    course = f"/ky/courses/{MEASURED}/"
    quiz = large.call("tests.bench.data:begin_quizzes", people)
    return {
        "ceiling": Ask(ports["bare"], "/", cookies),
        "wagtail_page": Ask(ports["trivial"], "/trivial/", cookies),
        "lesson": Ask(ports["ours"], f"{course}words-we-use/", cookies),
        "course": Ask(ports["ours"], course, cookies),
        "dashboard": Ask(ports["ours"], "/ky/my/", cookies),
        "member": Ask(ports["ours"], "/ky/club/me/", members),
        "quiz_save": Ask(ports["ours"], "", cookies, tuple(q["body"] for q in quiz), tuple(q["path"] for q in quiz)),
        "catalogue_anonymous": Ask(ports["ours"], "/ky/courses/"),
        "course_anonymous": Ask(ports["ours"], course),
    }


def cookies_of(people: list[dict[str, Any]]) -> tuple[str, ...]:
    """What the browsers of these people send."""
    return tuple(f"__Host-session={person['session']}; __Host-csrf={person['token']}" for person in people)


def rounds(what: dict[str, Ask]) -> dict[str, dict[str, Any]]:
    """Ask everything in turn, round after round; medians, and ratios taken within each round."""
    for name, each in what.items():
        for request in each.raw()[:40] * (1 if len(each.raw()) > 1 else 40):
            ask(each.port, request)  # every worker warms up
        say(f"  {name}: {len(ask(each.port, each.raw()[0]))} bytes")
    seen: dict[str, list[dict[str, float]]] = {name: [] for name in what}
    for _ in range(ROUNDS):
        for name, each in what.items():
            seen[name].append(measure(each, clients=CLIENTS, seconds=SECONDS))
    return {name: _figure(lines, seen["ceiling"]) for name, lines in seen.items()}


def _figure(lines: list[dict[str, float]], ceiling: list[dict[str, float]]) -> dict[str, Any]:
    ratios = [line["rps"] / top["rps"] for line, top in zip(lines, ceiling, strict=True)]
    return {
        "rps": round(median(line["rps"] for line in lines), 1),
        "p50_ms": round(median(line["p50_ms"] for line in lines), 2),
        "p95_ms": round(median(line["p95_ms"] for line in lines), 2),
        "ratio": round(median(ratios), 3),
    }


def report(figures: list[dict[str, Any]]) -> int:
    """Print a table and keep the list."""
    kept = Path(os.environ.get("VAR_DIR", ROOT / "var")) / "bench.json"
    kept.parent.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps(figures, indent=1) + "\n")
    columns = ("name", "rps", "p50_ms", "p95_ms", "queries", "ratio", "ratio_tenth")
    for line in [dict(zip(columns, columns, strict=True)), *figures]:
        print("".join(f"{line.get(column, '')!s:>{21 if column == 'name' else 12}}" for column in columns))
    return 0


def say(line: str) -> None:
    """Progress, on the error stream."""
    print(line, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())

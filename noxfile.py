"""The wheel, installed into sites of somebody else, on every Django and Wagtail that it is for.

`make test-install` runs the first corner; `nox` all of them, for a night. After `--` one may name the site, the
plugins and folders below tests: `nox -t ci -- own courses,gamification gamification/stars`.
"""

import nox

nox.options.default_venv_backend = "uv|virtualenv"
TESTS = ("pytest", "pytest-django", "pytest-xdist", "factory-boy", "hypothesis", "wagtail-factories", "pymupdf")
SITES = ("start", "own")
PLUGINS = ("courses", "gamification", "courses,gamification")
CORNERS = [
    nox.param("3.11", "5.2", "7.4", id="django5.2-wagtail7.4", tags=["first", "ci"]),
    nox.param("3.12", "5.2", "8.0", id="django5.2-wagtail8.0"),
    nox.param("3.12", "6.0", "7.4", id="django6.0-wagtail7.4"),
    nox.param("3.12", "6.0", "8.0", id="django6.0-wagtail8.0"),
    nox.param("3.12", "6.1", "8.0", id="django6.1-wagtail8.0", tags=["ci"]),
]


@nox.session
@nox.parametrize("python,django,wagtail", CORNERS)
def install(session: nox.Session, django: str, wagtail: str) -> None:
    """Build the wheel, install it, and test each plugin in each site, alone and with the other."""
    session.install(".", f"django=={django}.*", f"wagtail=={wagtail}.*", *TESTS)
    if session.posargs:
        session.run("python", "tests/install/run.py", *session.posargs)
        return
    for site in SITES:
        for plugins in PLUGINS:
            session.run("python", "tests/install/run.py", site, plugins)

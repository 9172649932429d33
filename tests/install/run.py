"""Make a Wagtail site, add plugins by the lines of their READMEs, and test it.

usage: python run.py start|own PLUGIN[,PLUGIN] [FOLDER ...]

`start` is the literal output of `wagtail start`, English alone; `own` has users and languages of its own besides. Runs
with the interpreter of an environment in which the wheel is installed; nothing of the repository but `tests` is on
its path. The tests of this folder are run, and those of each FOLDER below `tests`.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

HERE = Path(__file__).resolve().parent
TESTS = HERE.parent
BIN = Path(sys.executable).parent
ONCE = "{0}[:] = dict.fromkeys({0})  # what both plugins need, once\n"


def main() -> None:
    """Make the site in a temporary folder, which is removed whatever happens."""
    kind, plugins, *folders = sys.argv[1:]
    with tempfile.TemporaryDirectory(prefix="site-") as folder:
        site = Path(folder)
        make_site(site, kind, plugins.split(","))
        prove(site, plugins.split(","), folders)


def make_site(site: Path, kind: str, plugins: list[str]) -> None:
    """Write the site's files: those of `wagtail start`, those of our own, and what the READMEs say."""
    run(site, BIN / "wagtail", "start", "mysite", ".")
    base, urls = site / "mysite/settings/base.py", site / "mysite/urls.py"
    if kind == "own":
        shutil.copytree(HERE / "own", site, dirs_exist_ok=True, ignore=shutil.ignore_patterns("settings.py"))
        base.write_text(base.read_text() + (HERE / "own/settings.py").read_text())
    readmes = [readme(plugin) for plugin in plugins]
    lines = [line for text in readmes for line in block(text, "python").splitlines(keepends=True)]
    base.write_text(
        base.read_text() + "\n" + "".join(lines) + "".join(map(ONCE.format, ("INSTALLED_APPS", "MIDDLEWARE")))
    )
    addresses = dict.fromkeys(line for text in readmes for line in block(text, "text").splitlines(keepends=True))
    urls.write_text(with_addresses(urls.read_text(), list(addresses), prefixed=kind == "own"))
    (site / "mysite/settings/testing.py").write_text((HERE / "testing.py").read_text())


def with_addresses(urls: str, lines: list[str], *, prefixed: bool) -> str:
    """Return urls.py with the plugins' lines before Wagtail's; with languages, all but the bare ones get a prefix."""
    head, mark, tail = urls.rpartition("urlpatterns = urlpatterns + [\n")
    if not prefixed:
        return head + mark + "".join(lines) + tail
    bare = "".join(line for line in lines if "bare_urls" in line)
    rest = "".join(line for line in lines if "bare_urls" not in line)
    imported = "from django.conf.urls.i18n import i18n_patterns\n"
    return f"{imported}{head}urlpatterns += [\n{bare}]\nurlpatterns += i18n_patterns(\n{rest}{tail.replace(']', ')')}"


def prove(site: Path, plugins: list[str], folders: list[str]) -> None:
    """Check, migrate, set up, and run the tests, each by its own command as an operator would."""
    manage = (sys.executable, "manage.py")
    if "courses" in plugins:
        run(site, *manage, "make_signing_key", "signing.json")
    run(site, *manage, "check", "--fail-level", "WARNING")
    run(site, *manage, "makemigrations", "--check", "--dry-run", *plugins, "cms")
    run(site, *manage, "migrate", "--verbosity", "0")
    if "gamification" in plugins:
        run(site, *manage, "setup_club")
    (site / "tests").mkdir()
    shared = sorted(path.name for path in TESTS.glob("*.py"))
    for name in (*shared, "install", "cms", *plugins):
        source = TESTS / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, site / "tests" / name)
    shutil.copy(TESTS.parent / "pyproject.toml", site)
    chosen = [f"tests/{name}" for name in ("install", *folders)]
    options = ("-q", "-p", "no:cacheprovider", "--ds", "mysite.settings.testing", "-m", "not our_site")
    run(site, sys.executable, "-m", "pytest", *options, *chosen)


def run(site: Path, *command: object) -> None:
    """Run a command in the site; whatever fails ends all."""
    print("$", *command[1:], flush=True)
    env = {**os.environ, "PYTHONPATH": str(site), "DJANGO_SETTINGS_MODULE": "mysite.settings.dev"}
    subprocess.run([str(part) for part in command], cwd=site, env=env, check=True)


def readme(plugin: str) -> str:
    """The README that the wheel brought."""
    spec = find_spec(plugin)
    folder = Path(next(iter(spec.submodule_search_locations or []))) if spec else Path()
    assert "site-packages" in folder.parts, folder
    return (folder / "README.md").read_text()


def block(text: str, language: str) -> str:
    """The first block of code of a language."""
    found = re.search(rf"^```{language}\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    assert found, language
    return found.group(1)


if __name__ == "__main__":
    main()

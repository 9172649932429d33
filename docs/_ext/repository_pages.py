"""Show files of the repository as pages of the documentation, and lead links to them there.

A page named in `repository_pages` is a stub whose text is replaced by that of the file. Links are written as GitHub
wants them: one to another page leads to the page, one to a file of the code becomes its name, one to nothing fails the
build.
"""

import os
import posixpath
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util import logging

logger = logging.getLogger(__name__)
LINK = re.compile(r"(?<!!)\[([^\]]+)\]\((?!\w+:|#)([^)#\s]+)(#[^)\s]*)?\)")


def replace(app: Sphinx, page: str, source: list[str]) -> None:
    """Put the file's text in place of the stub's, and let the links of any page lead within the documentation."""
    root = Path(app.srcdir).parent
    path = app.config.repository_pages.get(page, f"docs/{page}.md")
    if page in app.config.repository_pages:
        source[0] = (root / path).read_text(encoding="utf-8")
        app.env.note_dependency(str(root / path))
    source[0] = LINK.sub(_link(app, root, page, path), source[0])


def _link(app: Sphinx, root: Path, page: str, path: str) -> Callable[[re.Match[str]], str]:
    shown = {file: name for name, file in app.config.repository_pages.items()}

    def link(match: re.Match[str]) -> str:
        text, target, anchor = match[1], match[2], match[3] or ""
        file = posixpath.normpath(posixpath.join(posixpath.dirname(path), target))
        if (root / file).is_dir() and (root / file / "README.md").exists():
            file = f"{file}/README.md"
        if not (root / file).exists():
            logger.warning("%s: a link leads to %s, which does not exist", path, file, location=page)
        if file in shown:
            file = f"docs/{shown[file]}.md"
        if not file.startswith("docs/") or not file.endswith(".md"):
            return text
        return f"[{text}]({os.path.relpath(file, posixpath.dirname(f'docs/{page}'))}{anchor})"

    return link


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_config_value("repository_pages", {}, "env", types=[dict])
    app.connect("source-read", replace)
    return {"parallel_read_safe": True}

"""Fail the build when a page would load anything from another site."""

import re
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.errors import SphinxError

LOADED = re.compile(r"<(?:script|img|iframe|source)\b[^>]*\bsrc=\"(?:https?:)?//|<link\b[^>]*\bhref=\"(?:https?:)?//")
IMPORTED = re.compile(r"(?:@import|url\()\s*['\"]?(?:https?:)?//")


def check(app: Sphinx, exception: Exception | None) -> None:
    """Look through the pages and styles that were written."""
    if exception or app.builder.format != "html":
        return
    for pattern, suffix in ((LOADED, "html"), (IMPORTED, "css")):
        for path in sorted(Path(app.outdir).rglob(f"*.{suffix}")):
            if found := pattern.search(path.read_text(encoding="utf-8")):
                raise SphinxError(f"{path.relative_to(app.outdir)} loads from another site: {found[0]}")


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.connect("build-finished", check)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

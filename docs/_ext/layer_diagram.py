"""Draw the diagram of the layers, which GitHub draws by mermaid, without a script: boxes within boxes.

Of mermaid's language only what docs/architecture.md uses is known: subgraphs with one chain of modules each, and arrows
between subgraphs.
"""

import re
from html import escape
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

SUBGRAPH = re.compile(r'subgraph (\w+)\["([^"]+)"\]\n(.*?)\n\s*end\b', re.DOTALL)
NAMED = re.compile(r'\w+\["([^"]+)"\]')
ARROW = re.compile(r'^\s*(\w+) -\. "([^"]+)" \.-> (\w+)$', re.MULTILINE)


class Mermaid(SphinxDirective):
    """Turn a mermaid fence into HTML."""

    has_content = True

    def run(self) -> list[nodes.Node]:
        """Return the diagram as one raw node."""
        text = "\n".join(self.content)
        layers = "".join(_layer(*match.groups()) for match in SUBGRAPH.finditer(text))
        arrows = "".join(
            f"<li><code>{escape(start)}</code> → <code>{escape(end)}</code>: {escape(label)}</li>"
            for start, label, end in ARROW.findall(text)
        )
        html = f'<div class="layers" role="group" aria-label="Diagram of the layers">{layers}</div><ul>{arrows}</ul>'
        return [nodes.raw("", html, format="html")]


def _layer(name: str, title: str, body: str) -> str:
    modules = [module.strip() for module in NAMED.sub(r"\1", body).split("-->")]
    items = "".join(f"<li>{escape(module)}</li>" for module in modules)
    return f'<div class="layer layer-{escape(name)}"><p>{escape(title)}</p><ol>{items}</ol></div>'


def setup(app: Sphinx) -> dict[str, Any]:
    """Register with Sphinx."""
    app.add_directive("mermaid", Mermaid)
    return {"parallel_read_safe": True, "parallel_write_safe": True}

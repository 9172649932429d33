"""Configuration of the documentation: `make docs`. It needs neither Django nor the network."""

import sys
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT / "docs" / "_ext"))

project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["name"].capitalize()
copyright = "the contributors; MIT licence"
language = "en"

extensions = ["myst_parser", "repository_pages", "code_reference", "layer_diagram", "offline"]
exclude_patterns = ["_ext"]
nitpicky = True

myst_heading_anchors = 4
myst_fence_as_directive = ["mermaid"]
myst_links_external_new_tab = False

# Pages of the documentation whose text stands elsewhere in the repository.
repository_pages = {
    "contributing": "CONTRIBUTING.md",
    "code-of-conduct": "CODE_OF_CONDUCT.md",
    "security": "SECURITY.md",
    "changelog": "CHANGELOG.md",
    "plugins/gamification": "gamification/README.md",
}

html_theme = "furo"
html_title = project
html_static_path = ["_static"]
html_css_files = ["docs.css"]
html_copy_source = False
html_show_sourcelink = False
html_last_updated_fmt = None

"""HTML to PDF/A-3a. The one file that imports WeasyPrint, and only when something is rendered:
without Pango that import fails, and must not take the whole site with it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import Any

from cms.pdf.fonts import FACES, FOLDER

FAMILY = "Print Sans"  # a name of its own, so that a font installed on the machine never stands in
SCHEME = "packaged:"
VARIANT = "pdf/a-3a"
_one_at_a_time = Lock()  # Pango's font map is shared by the process and not safe between threads


class DoesNotFit(ValueError):
    """The document needs more pages than it may have, even at the smallest scale."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file inside the PDF, with the day of its making, so that the same document gives the same bytes."""

    name: str
    content: bytes
    description: str
    made_on: date


def render_page(
    html: str, *, styles: Path, attached: tuple[Attachment, ...] = (), identifier: str, scales: tuple[str, ...] = ("1",)
) -> bytes:
    """Render exactly one page; `identifier` (ASCII) stands readable in the file's trailer.

    The scales are tried in turn as the custom property `--scale` until the page fits; DoesNotFit when none does.
    Nothing is fetched but the fonts of this package: any other address in the document is left out.
    """
    with _one_at_a_time:
        engine = _engine()
        for scale in scales:
            document = engine.lay_out(html, styles, scale)
            if len(document.pages) == 1:
                return engine.write(document, attached, identifier)
    raise DoesNotFit(identifier)


def render_pages(html: str, *, styles: Path, identifier: str) -> bytes:
    """Render as many pages as it takes, at the scale 1; the rest as in `render_page`."""
    with _one_at_a_time:
        engine = _engine()
        return engine.write(engine.lay_out(html, styles, "1"), (), identifier)


class Engine:
    """WeasyPrint with what is the same for every document: the fonts of a folder, and parsed styles."""

    def __init__(self, folder: Path) -> None:
        import weasyprint
        from weasyprint.text.fonts import FontConfiguration
        from weasyprint.urls import URLFetcher, URLFetcherResponse

        class PackagedOnly(URLFetcher):
            """Answers for the fonts of this package; every other address is an error."""

            def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> Any:
                name = url.removeprefix(SCHEME)
                if not url.startswith(SCHEME) or name not in FACES.values():
                    raise ValueError("only packaged assets are fetched")
                return URLFetcherResponse(url, (folder / name).read_bytes())

        self.weasyprint = weasyprint
        self.fetcher = PackagedOnly()
        self.fonts = FontConfiguration()
        self.faces = self._css(_font_faces())
        self.parsed: dict[tuple[Path, str], Any] = {}

    def _css(self, text: str) -> Any:
        return self.weasyprint.CSS(string=text, font_config=self.fonts, url_fetcher=self.fetcher)

    def styles(self, path: Path, scale: str) -> Any:
        """The parsed style sheet at a scale, parsed once a process."""
        if (path, scale) not in self.parsed:
            self.parsed[path, scale] = self._css(f":root{{--scale:{scale}}}\n{path.read_text()}")
        return self.parsed[path, scale]

    def lay_out(self, html: str, styles: Path, scale: str) -> Any:
        """The document laid out on pages."""
        source = self.weasyprint.HTML(string=html, url_fetcher=self.fetcher)
        sheets = [self.faces, self.styles(styles, scale)]
        return source.render(font_config=self.fonts, stylesheets=sheets, pdf_variant=VARIANT)

    def write(self, document: Any, attached: tuple[Attachment, ...], identifier: str) -> bytes:
        """The laid out document as PDF, with its attachments."""
        files = [
            self.weasyprint.Attachment(
                string=file.content,
                name=file.name,
                description=file.description,
                relationship="Data",
                created=datetime.combine(file.made_on, time()),
                modified=datetime.combine(file.made_on, time()),
                url_fetcher=self.fetcher,
            )
            for file in attached
        ]
        return document.write_pdf(
            pdf_variant=VARIANT, attachments=files, pdf_identifier=identifier.encode("ascii"), finisher=_finish
        )


def _finish(document: Any, pdf: Any) -> None:
    """Add what WeasyPrint leaves out: each attachment listed once, and the language of each section for who listens."""
    if "AF" in pdf.catalog:
        pdf.catalog["AF"][:] = dict.fromkeys(pdf.catalog["AF"])
    languages = [section.get("lang") for section in document._html.etree_element.iter("section")]
    sections = [part for part in _structure(pdf) if part.get("S") == "/Sect"]
    if len(languages) == len(sections):
        for section, language in zip(sections, languages, strict=True):
            section["Lang"] = f"({language})"


def _structure(pdf: Any) -> Iterator[Any]:
    """The elements of the structure tree in reading order."""
    by_reference = {item.reference: item for item in pdf.objects}
    waiting = [by_reference[pdf.catalog["StructTreeRoot"]]]
    while waiting:
        part = waiting.pop()
        yield part
        children = part.get("K") if isinstance(part.get("K"), list) else []
        waiting += [by_reference[child] for child in reversed(children) if child in by_reference]


def _font_faces() -> str:
    return "".join(
        f'@font-face{{font-family:"{FAMILY}";font-weight:{weight};src:url("{SCHEME}{name}")}}'
        for weight, name in FACES.items()
    )


@lru_cache(maxsize=1)
def _engine() -> Engine:
    return Engine(FOLDER)

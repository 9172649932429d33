"""The blocks of a lesson. Each has a template `cms/blocks/NAME.html` that shows no personal data,
so that what it renders can be kept and served to everybody.
"""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import CharBlock, ListBlock, RichTextBlock, StructBlock, TextBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock
from wagtailmedia.blocks import AudioChooserBlock, VideoChooserBlock

INLINE = ["bold", "italic", "link"]
PROSE = ["h2", "h3", "ol", "ul", *INLINE]


class Prose(RichTextBlock):
    """Rich text with the few marks that a lesson needs."""

    def __init__(self, features: list[str] = PROSE, **kwargs: Any) -> None:
        super().__init__(features=features, **kwargs)


class KeyBlock(StructBlock):
    text = Prose(features=["ol", "ul", *INLINE], label=_("text"))

    class Meta:
        icon = "key"
        label = _("key point")
        template = "cms/blocks/key.html"


class CaseBlock(StructBlock):
    title = CharBlock(label=_("title"), required=False)
    text = Prose(features=["ol", "ul", *INLINE], label=_("text"))

    class Meta:
        icon = "doc-full"
        label = _("case")
        template = "cms/blocks/case.html"


class StepsBlock(StructBlock):
    title = CharBlock(label=_("title"), required=False)
    text = Prose(features=["ol", "ul", *INLINE], label=_("numbered steps"))

    class Meta:
        icon = "list-ol"
        label = _("procedure, step by step")
        template = "cms/blocks/steps.html"


class ReflectionBlock(StructBlock):
    """A prompt; the page that shows the block places the form of the private note after it."""

    text = Prose(features=["ol", "ul", *INLINE], label=_("prompt"))

    class Meta:
        icon = "edit"
        label = _("reflection")
        template = "cms/blocks/reflection.html"


class PictureBlock(StructBlock):
    image = ImageChooserBlock(label=_("picture"))
    alt = CharBlock(label=_("what is to be seen, for who cannot see it"), max_length=500)
    caption = CharBlock(label=_("caption"), required=False)

    class Meta:
        icon = "image"
        label = _("picture")
        template = "cms/blocks/picture.html"


class VideoBlock(StructBlock):
    media = VideoChooserBlock(label=_("video"))
    title = CharBlock(label=_("title"))
    transcript = TextBlock(label=_("transcript: the whole text"))

    class Meta:
        icon = "media"
        label = _("video")
        template = "cms/blocks/video.html"


class AudioBlock(StructBlock):
    media = AudioChooserBlock(label=_("audio"))
    title = CharBlock(label=_("title"))
    transcript = TextBlock(label=_("transcript: the whole text"))

    class Meta:
        icon = "media"
        label = _("audio")
        template = "cms/blocks/audio.html"


class TableBlock(StructBlock):
    caption = CharBlock(label=_("caption"))
    header = ListBlock(CharBlock(label=_("heading")), label=_("headings of the columns"))
    rows = ListBlock(ListBlock(CharBlock(label=_("cell"), required=False), label=_("row")), label=_("rows"))

    class Meta:
        icon = "table"
        label = _("table")
        template = "cms/blocks/table.html"


class DownloadBlock(StructBlock):
    document = DocumentChooserBlock(label=_("file"))
    title = CharBlock(label=_("title"))

    class Meta:
        icon = "download"
        label = _("download")
        template = "cms/blocks/download.html"


class HelplineBlock(StructBlock):
    name = CharBlock(label=pgettext_lazy("name of a helpline", "name"))
    phone = CharBlock(label=_("telephone"))
    note = CharBlock(label=_("note"), required=False)


class HelplinesBlock(StructBlock):
    title = CharBlock(label=_("title"))
    lines = ListBlock(HelplineBlock(), label=_("lines"))

    class Meta:
        icon = "mail"
        label = _("helplines")
        template = "cms/blocks/helplines.html"


class CheckBlock(StructBlock):
    """A question without marks; the answer is shown on demand, without a script."""

    question = TextBlock(label=_("question"), rows=2)
    answer = TextBlock(label=_("what a good answer contains"), rows=3)

    class Meta:
        icon = "help"
        label = _("check yourself")
        template = "cms/blocks/check.html"


LESSON_BLOCKS = [
    ("text", Prose(icon="pilcrow", label=_("text"), template="cms/blocks/text.html")),
    ("key", KeyBlock()),
    ("case", CaseBlock()),
    ("steps", StepsBlock()),
    ("picture", PictureBlock()),
    ("video", VideoBlock()),
    ("audio", AudioBlock()),
    ("table", TableBlock()),
    ("download", DownloadBlock()),
    ("helplines", HelplinesBlock()),
    ("reflection", ReflectionBlock()),
    ("check", CheckBlock()),
]

"""Words of another language, brought in through wagtail-localize, so that translators find them in its editor.

A page with the other language's words is built in memory and taken apart by the same extractor as the source; as
both have the same blocks with the same ids, the pieces match one by one.
"""

import json
from collections.abc import Iterator
from typing import Any

import polib
from wagtail.models import Locale, Page
from wagtail_localize.models import (
    SegmentOverride,
    StringTranslation,
    Translation,
    TranslationContext,
    TranslationSource,
)
from wagtail_localize.segments import OverridableSegmentValue, StringSegmentValue
from wagtail_localize.segments.extract import extract_segments, quote_path_component

Triple = tuple[str, str, str]  # path, words of the source, words of the translation


def translate(page: Page, language: str, words: dict[str, Any]) -> bool:
    """Bring the translation of a published page in step with these words; was anything to be done?"""
    locale = Locale.objects.get(language_code=language)
    twin = _twin(page, words)
    strings, overrides = _match(page, twin)
    source = TranslationSource.objects.get_for_instance_or_none(page)
    if source and _is_current(page, source, locale, strings, overrides):
        return False
    source, _changed = TranslationSource.update_or_create_from_instance(page)
    translation, _new = Translation.objects.get_or_create(source=source, target_locale=locale)
    _import(translation, strings)
    _override(page, locale, overrides)
    translation.save_target(publish=False)
    translation.get_target_instance().get_latest_revision().publish()
    return True


def _twin(page: Page, words: dict[str, Any]) -> Page:
    """The page in memory, with other words."""
    twin: Page = type(page).from_serializable_data(page.serializable_data())
    for name, value in words.items():
        setattr(twin, name, page._meta.get_field(name).to_python(value))
    return twin


def _match(page: Page, twin: Page) -> tuple[list[Triple], dict[str, Any]]:
    """Each string with its translation, and what is another file or link in the other language, by path."""
    ours, theirs = extract_segments(page), extract_segments(twin)
    strings: list[Triple] = []
    overrides: dict[str, Any] = {}
    for one, other in zip(_strings(ours), _strings(theirs), strict=True):
        strings.append((one.path, one.string.data, other.string.data))
        for (_id, attrs), (_other_id, other_attrs) in zip(
            sorted((one.attrs or {}).items()), sorted((other.attrs or {}).items()), strict=True
        ):
            if attrs["href"] != other_attrs["href"]:
                overrides[f"{one.path}.{quote_path_component(attrs['href'])}"] = other_attrs["href"]
    files = {segment.path: segment.data for segment in theirs if _is_file(segment)}
    overrides |= {s.path: files[s.path] for s in ours if _is_file(s) and files[s.path] != s.data}
    return strings, overrides


def _strings(segments: list[Any]) -> Iterator[StringSegmentValue]:
    return (segment for segment in segments if isinstance(segment, StringSegmentValue))


def _is_file(segment: Any) -> bool:
    """Files are numbers; links are matched with their words."""
    return isinstance(segment, OverridableSegmentValue) and isinstance(segment.data, int)


def _is_current(
    page: Page, source: TranslationSource, locale: Locale, strings: list[Triple], overrides: dict[str, Any]
) -> bool:
    target = page.get_translation_or_none(locale)
    if target is None or not target.live or source.last_updated_at < page.last_published_at:
        return False
    rows = StringTranslation.objects.filter(context__object_id=page.translation_key, locale=locale)
    stored = set(rows.values_list("context__path", "translation_of__data", "data"))
    return stored >= set(strings) and _overrides(page, locale) == overrides


def _overrides(page: Page, locale: Locale) -> dict[str, Any]:
    rows = SegmentOverride.objects.filter(context__object_id=page.translation_key, locale=locale)
    return {row.context.path: row.data for row in rows.select_related("context")}


def _import(translation: Translation, strings: list[Triple]) -> None:
    catalogue = polib.POFile()
    catalogue.extend(polib.POEntry(msgctxt=path, msgid=ours, msgstr=theirs) for path, ours, theirs in strings)
    if warnings := translation.import_po(catalogue):
        raise ValueError(f"{translation.source.object_repr}: {warnings}")


def _override(page: Page, locale: Locale, overrides: dict[str, Any]) -> None:
    contexts = TranslationContext.objects.filter(object_id=page.translation_key)
    SegmentOverride.objects.filter(context__in=contexts, locale=locale).exclude(context__path__in=overrides).delete()
    for path, data in overrides.items():
        SegmentOverride.objects.update_or_create(
            context=contexts.get(path=path), locale=locale, defaults={"data_json": json.dumps(data)}
        )

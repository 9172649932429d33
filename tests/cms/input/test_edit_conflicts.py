"""Two windows with the same form."""

import pytest
from django import forms
from django.http import QueryDict
from django.utils.translation import override

from cms.input.edit_conflicts import EditConflictMixin


@pytest.fixture(autouse=True)
def _in_english():
    with override("en"):
        yield


class CardForm(EditConflictMixin, forms.Form):
    name = forms.CharField(required=False)
    about = forms.CharField(required=False, widget=forms.Textarea)
    languages = forms.MultipleChoiceField(choices=[("ky", "Кыргызча"), ("ru", "Русский")], required=False)
    public = forms.BooleanField(required=False)


FIRST = {"name": "Асель", "about": "", "languages": ["ky"], "public": True}


def sent(shown, stored, **typed):
    """A window that has shown one thing sends, with something typed, against what is stored now."""
    page = CardForm(initial=shown)
    data = QueryDict(mutable=True)
    for name, value in {**shown, **typed, "fingerprints": page["fingerprints"].value()}.items():
        if value is not False:
            data.setlist(name, value if isinstance(value, list) else [value])
    return CardForm(data, initial=stored)


def test_what_an_old_window_did_not_change_stays_as_it_is_stored_now():
    newer = {"name": "Асель", "about": "I plant trees.", "languages": ["ru", "ky"], "public": False}
    form = sent(FIRST, newer, name="Асел")
    assert form.is_valid()
    assert form.cleaned_data == {**newer, "name": "Асел"}


def test_nothing_is_asked_when_nobody_else_has_changed_anything():
    form = sent(FIRST, FIRST, about="I plant trees.", public=False)
    assert form.is_valid()
    assert form.cleaned_data == {**FIRST, "about": "I plant trees.", "public": False}


@pytest.mark.parametrize(
    ("field", "stored", "typed", "told"),
    [("about", "I plant trees.", "I keep bees.", "I plant trees."), ("languages", ["ru"], ["ky", "ru"], "Русский")],
)
def test_what_both_changed_is_a_fault_with_both_until_it_is_sent_again(field, stored, typed, told):
    form = sent(FIRST, {**FIRST, field: stored}, **{field: typed})
    assert not form.is_valid()
    (error,) = form.errors[field]
    assert f"“{told}”" in error
    assert form[field].value() == typed
    again = CardForm(form.data, initial={**FIRST, field: stored})
    assert again.is_valid()
    assert again.cleaned_data[field] == typed


def test_the_same_change_in_both_is_none():
    assert sent(FIRST, {**FIRST, "about": "Same"}, about="Same").is_valid()


@pytest.mark.parametrize("fingerprints", ["", "name", "name:", ":x", "no-such:abc name:1:2", "name:" + "9" * 5000])
def test_forged_fingerprints_break_nothing(fingerprints):
    form = CardForm(QueryDict(f"name=x&fingerprints={fingerprints}"), initial=FIRST)
    assert form.is_valid() or list(form.errors) == ["name"]

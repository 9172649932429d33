"""The form of a question in the editor: its words, its options with what is right, what is told afterwards."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.quizzes.bank import check, stored_truth
from courses.quizzes.models import AnswerKey, Kind, Option, Question, QuestionFeedback
from courses.quizzes.placing import OPTIONS, Placed, placed
from courses.quizzes.queries import lessons_by_course
from courses.quizzes.question_data import QuestionData, QuestionText
from courses.quizzes.question_services import save_question
from courses.quizzes.typed_key import truth_of, typed_from, typed_option

SHARED = ("course", "bank_key", "topic", "kind", "lesson_key", "retired", "answer", "number", "tolerance")


def _area(label: Any, help_text: Any) -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 3})
    return forms.CharField(required=False, max_length=4000, label=label, help_text=help_text, widget=area)


class OptionForm(WagtailAdminModelForm):
    """An option. Whether it is right and where it stands is kept in the key of the question."""

    right = forms.BooleanField(required=False, label=_("Right"), help_text=_("For one or several right answers."))
    place = forms.IntegerField(
        required=False, min_value=1, label=_("Place"), help_text=_("For ordering: 1 comes first.")
    )

    class Meta:
        model = Option
        fields = ["text", "match"]


class QuestionForm(WagtailAdminModelForm):
    """A question. In a translation only the words can be changed; those of the source stand beside."""

    lesson_key = forms.TypedChoiceField(
        required=False, label=_("lesson to read again"), coerce=lambda key: UUID(str(key)), empty_value=None
    )
    answer = forms.ChoiceField(
        required=False, label=_("Right answer"), choices=[("", "–"), ("true", _("True")), ("false", _("False"))]
    )
    number = forms.CharField(required=False, label=_("Right number"), max_length=30)
    tolerance = forms.CharField(required=False, label=_("Tolerance"), max_length=30)
    accepted = _area(_("Accepted texts"), _("One a line."))
    feedback = _area(_("Feedback"), _("One or two sentences, shown after the attempt."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["lesson_key"].choices = [("", "–"), *lessons_by_course()]
        if self.instance._state.adding:
            return
        self.fields["course"].disabled = self.fields["kind"].disabled = True
        self._show_what_is_kept()
        if self.is_translation:
            self._lock_what_is_shared()

    @property
    def is_translation(self) -> bool:
        """Is this not the source language of the course, which leads?"""
        saved = not self.instance._state.adding
        return saved and self.instance.locale.language_code != self.instance.course.source_language

    def _show_what_is_kept(self) -> None:
        kept = AnswerKey.objects.filter(pk=self.instance.translation_key).first() or AnswerKey()
        after = QuestionFeedback.objects.filter(question=self.instance).first() or QuestionFeedback()
        self.initial |= {"feedback": after.feedback, "accepted": "\n".join(after.accepted), **typed_from(kept.truth)}
        for form in self.formsets["options"].initial_forms:
            form.initial |= typed_option(kept.truth, form.instance.translation_key)

    def _lock_what_is_shared(self) -> None:
        rows = Question.objects.filter(translation_key=self.instance.translation_key)
        source = rows.get(locale__language_code=self.instance.course.source_language)
        options = source.options.values_list("translation_key", "text", "match")
        words = {key: texts for key, *texts in options}
        self.fields["text"].help_text = source.text
        for name in SHARED:
            self.fields[name].disabled = True
        for form in self.formsets["options"].initial_forms:
            texts = words.get(form.instance.translation_key, ("", ""))
            form.fields["text"].help_text, form.fields["match"].help_text = texts
            form.fields["right"].disabled = form.fields["place"].disabled = True

    def clean(self) -> dict[str, Any]:
        """What is wrong stands at its field; then the same check that a course package passes."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        options = self.formsets["options"]
        if self.errors or not options.is_valid():
            return cleaned
        rows = list(self._options().values())
        typed = [dict(form.cleaned_data) for form in rows]
        for fault in [*self._misplaced(cleaned), *placed(cleaned, typed)]:
            self._put(fault, rows)
        if not self.errors and options.is_valid():
            self.as_bank = self._as_bank(cleaned)
            for sentence in check(self.as_bank):
                self.add_error(None, sentence)
        return cleaned

    def _put(self, fault: Placed, rows: list[forms.ModelForm]) -> None:
        if fault.row is not None:
            rows[fault.row].add_error(fault.field, fault.sentence)
        elif fault.field == OPTIONS:
            self.formsets["options"].non_form_errors().append(fault.sentence)
        else:
            self.add_error(fault.field, fault.sentence)

    def _misplaced(self, cleaned: dict[str, Any]) -> Iterator[Placed]:
        """What would put the languages apart."""
        if self.instance._state.adding and self._language != cleaned["course"].source_language:
            yield Placed(gettext("Write a new question in the source language of its course."), "course")
        same = Question.objects.filter(
            course=cleaned["course"], bank_key=cleaned["bank_key"], locale=self.instance.locale, packaged=False
        )
        if not self.instance.packaged and same.exclude(pk=self.instance.pk).exists():
            yield Placed(gettext("Another question of this course has the same key."), "bank_key")
        if self.is_translation and len(self._options()) != len(self.formsets["options"].initial_forms):
            yield Placed(gettext("Options are added and taken away in the source language."), OPTIONS)

    @property
    def _language(self) -> str:
        return self.instance.locale.language_code

    def _options(self) -> dict[str, forms.ModelForm]:
        """The forms of options that stay, by a name for the check."""
        formset = self.formsets["options"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data.get("text")]
        return {str(number): form for number, form in enumerate(kept, start=1)}

    def _as_bank(self, cleaned: dict[str, Any]) -> QuestionData:
        options = {name: form.cleaned_data for name, form in self._options().items()}
        matching = cleaned["kind"] == Kind.MATCHING
        words = QuestionText(
            text=cleaned["text"],
            feedback=cleaned["feedback"],
            options={} if matching else {name: option["text"] for name, option in options.items()},
            pairs={name: (option["text"], option["match"]) for name, option in options.items()} if matching else {},
            accept=tuple(line.strip() for line in cleaned["accepted"].splitlines() if line.strip()),
        )
        truth, texts = truth_of(cleaned, options), {self._language: words}
        return QuestionData(cleaned["bank_key"], cleaned["topic"], cleaned["kind"], None, truth, texts)

    def save(self, commit: bool = True) -> Question:
        """Store the question with its options, then its key and what is told afterwards."""
        question: Question = super().save(commit)
        keys = {name: form.instance.translation_key for name, form in self._options().items()}
        (words,) = self.as_bank.texts.values()
        save_question(
            question=question,
            truth=None if self.is_translation else stored_truth(self.as_bank, keys.__getitem__),
            feedback=words.feedback,
            accepted=list(words.accept),
        )
        return question

"""The form of a question in the editor: its words, its options with what is right, what is told afterwards."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from courses.quizzes.kinds import KINDS, QuestionKind
from courses.quizzes.kinds.base import OPTIONS, FormError
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.queries import lessons_by_course
from courses.quizzes.question_data import QuestionData, QuestionText
from courses.quizzes.question_services import save_question
from courses.quizzes.validation import validate_question

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
        self._set_initial()
        if self.is_translation:
            self._disable_shared_fields()

    @property
    def is_translation(self) -> bool:
        """Is this not the source language of the course, which leads?"""
        saved = not self.instance._state.adding
        return saved and self.instance.locale.language_code != self.instance.course.source_language

    def _set_initial(self) -> None:
        kept = AnswerKey.objects.filter(pk=self.instance.translation_key).first() or AnswerKey()
        after = QuestionFeedback.objects.filter(question=self.instance).first() or QuestionFeedback()
        self.initial |= {
            "feedback": after.feedback,
            "accepted": "\n".join(after.accepted),
            **self._kind.form_initial(kept.truth),
        }
        for form in self.formsets["options"].initial_forms:
            form.initial |= self._kind.option_initial(kept.truth, str(form.instance.translation_key))

    def _disable_shared_fields(self) -> None:
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
        for fault in [*self._language_errors(cleaned), *KINDS[cleaned["kind"]].check_form(cleaned, typed)]:
            self._add_form_error(fault, rows)
        if not self.errors and options.is_valid():
            self.question_data = self._question_data(cleaned)
            for sentence in validate_question(self.question_data):
                self.add_error(None, sentence)
        return cleaned

    def _add_form_error(self, fault: FormError, rows: list[forms.ModelForm]) -> None:
        if fault.row is not None:
            rows[fault.row].add_error(fault.field, fault.sentence)
        elif fault.field == OPTIONS:
            self.formsets["options"].non_form_errors().append(fault.sentence)
        else:
            self.add_error(fault.field, fault.sentence)

    def _language_errors(self, cleaned: dict[str, Any]) -> Iterator[FormError]:
        """What would put the languages apart."""
        if self.instance._state.adding and self._language != cleaned["course"].source_language:
            yield FormError(gettext("Write a new question in the source language of its course."), "course")
        same = Question.objects.filter(
            course=cleaned["course"], bank_key=cleaned["bank_key"], locale=self.instance.locale, packaged=False
        )
        if not self.instance.packaged and same.exclude(pk=self.instance.pk).exists():
            yield FormError(gettext("Another question of this course has the same key."), "bank_key")
        if self.is_translation and len(self._options()) != len(self.formsets["options"].initial_forms):
            yield FormError(gettext("Options are added and taken away in the source language."), OPTIONS)

    @property
    def _kind(self) -> QuestionKind:
        return KINDS[self.instance.kind]

    @property
    def _language(self) -> str:
        return self.instance.locale.language_code

    def _options(self) -> dict[str, forms.ModelForm]:
        """The forms of options that stay, by a name for the check."""
        formset = self.formsets["options"]
        kept = [form for form in formset.forms if form not in formset.deleted_forms and form.cleaned_data.get("text")]
        return {str(number): form for number, form in enumerate(kept, start=1)}

    def _question_data(self, cleaned: dict[str, Any]) -> QuestionData:
        options = {name: form.cleaned_data for name, form in self._options().items()}
        kind = KINDS[cleaned["kind"]]
        texts = QuestionText(
            text=cleaned["text"],
            feedback=cleaned["feedback"],
            accept=tuple(line.strip() for line in cleaned["accepted"].splitlines() if line.strip()),
            **kind.texts_from_form(options),
        )
        truth = kind.truth_from_form(cleaned, options)
        return QuestionData(cleaned["bank_key"], cleaned["topic"], kind.name, None, truth, {self._language: texts})

    def save(self, commit: bool = True) -> Question:
        """Store the question with its options, then its key and what is told afterwards."""
        question: Question = super().save(commit)
        keys = {name: form.instance.translation_key for name, form in self._options().items()}
        (words,) = self.question_data.texts.values()
        save_question(
            question=question,
            truth=None if self.is_translation else self._kind.stored_truth(self.question_data.truth, keys.__getitem__),
            feedback=words.feedback,
            accepted=list(words.accept),
        )
        return question

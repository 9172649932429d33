"""The key never leaves the server before submission: canaries in it are found nowhere before, and all after."""

from dataclasses import replace

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import translation
from django.utils.safestring import SafeString

from cms.cache import content
from courses.quizzes import contexts, services
from courses.quizzes.bank import save_bank
from courses.quizzes.models import AnswerKey, Option, Question, QuestionFeedback
from courses.quizzes.translated_texts import texts_for
from tests.courses.catalogue.tree import publish
from tests.courses.quizzes import questions
from tests.courses.quizzes.conftest import fields, right_answers, submit

pytestmark = pytest.mark.django_db
LANGUAGES = ("ru", "ky")
NUMBER, ACCEPTED, FEEDBACK = "918273645", "canary-accepted", "canary-feedback"


def with_canaries(question):
    """The question with a canary in all that is told only after submission, another in each language."""
    texts = {
        language: replace(
            words,
            feedback=f"{FEEDBACK}-{question.key}-{language}",
            accept=(f"{ACCEPTED}-{language}",) if question.kind == "text" else (),
        )
        for language, words in question.texts.items()
    }
    truth = {"answer": int(NUMBER)} if question.kind == "number" else question.truth
    return replace(question, texts=texts, truth=truth)


@pytest.fixture
def attempt(enrolment, item, settings):
    settings.CONTENT_CACHE = True
    publish(enrolment.edition, languages=LANGUAGES)
    save_bank(course=enrolment.edition.course, questions=[with_canaries(q) for q in questions.all_kinds()])
    return services.start(enrolment=enrolment, item=item)


def canaries():
    """All that must appear after submission, and not before."""
    after = {f"{FEEDBACK}-{q.key}-{language}" for q in questions.all_kinds() for language in LANGUAGES}
    return after | {NUMBER} | {f"{ACCEPTED}-{language}" for language in LANGUAGES}


def hidden():
    """What must not appear before submission: the canaries, and the keys by which the truth names options."""
    return canaries() | {str(key) for key in Option.objects.values_list("translation_key", flat=True)}


def seen(client, attempt):
    """Everything that leaves the server for this learner, and everything that is kept outside the database."""
    texts = []
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            code, item = attempt.activity.course.code, contexts.find_item(attempt.enrolment, attempt.activity_id)
            urls = [reverse("attempt", args=[attempt.pk]), reverse("item", args=[code, item.slug])]
            responses = [client.get(url) for url in urls]
            assert [response.status_code for response in responses] == [200, 200]
            some = dict(fields(attempt, {1: ""}).lists())
            responses.append(client.post(urls[0], some, headers={"X-Requested-With": "fetch"}))
            responses.append(client.post(reverse("submit-quiz", args=[attempt.pk]), some))
        texts += [f"{response.headers} {response.content.decode()}" for response in responses]
    kept = [cache._cache, dict(client.session.items()), client.cookies, [m.message() for m in mail.outbox]]
    return texts + [str(each) for each in kept] + [str(store._values) for store in content._caches]


def found(texts, secrets):
    return {secret for secret in secrets if any(secret in text for text in texts)}


def test_no_canary_is_seen_before_submission(learner, attempt):
    assert found(seen(learner, attempt), hidden()) == set()
    attempt.refresh_from_db()
    assert attempt.state == "open"


def test_every_canary_is_seen_after_submission(learner, attempt):
    submit(attempt, {})
    assert found(seen(learner, attempt), canaries()) == canaries()


def test_the_result_tells_the_right_option_of_each_kind(learner, attempt):
    submit(attempt, {})
    html = "".join(seen(learner, attempt))
    right = html.partition("<dl")[2]
    for words in ("<dd>Вариант b</dd>", "<dd>Слово x – Смысл x</dd>", "<dd>1. Вариант ask</dd>"):
        assert words in right


def bare_page(client, attempt):
    """The page without its tokens, which differ each time."""
    html = client.get(reverse("attempt", args=[attempt.pk])).content.decode()
    parts = html.split('name="csrfmiddlewaretoken" value="')
    return "".join([parts[0], *(part[64:] for part in parts[1:])])


def turn_the_keys():
    """Make every answer another one."""
    for key in AnswerKey.objects.all():
        truth = key.truth
        if "options" in truth:
            truth["options"] = {option: not right for option, right in truth["options"].items()}
        for listed in {"pairs", "order"} & truth.keys():
            truth[listed].reverse()
        if "answer" in truth:
            truth["answer"] = "1" if isinstance(truth["answer"], str) else not truth["answer"]
        key.save()
    QuestionFeedback.objects.update(feedback="another", accepted=["another"])


def test_the_page_is_the_same_whatever_the_key_says(learner, attempt):
    learner.post(reverse("attempt", args=[attempt.pk]), dict(fields(attempt, right_answers(attempt)).lists()))
    before = bare_page(learner, attempt)
    turn_the_keys()
    assert bare_page(learner, attempt) == before


def leak(tell):
    """A planted fault: the text of each question brings something else along."""

    def leaking(*args):
        return {
            key: replace(words, text=SafeString(f'<i data-x="{tell(key)}"></i>{words.text}'))
            for key, words in texts_for(*args).items()
        }

    return leaking


def truth_of(key):
    return AnswerKey.objects.get(pk=key).truth


def feedback_of(key):
    return QuestionFeedback.objects.filter(question__translation_key=key).last().feedback


@pytest.mark.parametrize("tell", [truth_of, feedback_of])
def test_a_planted_leak_is_found(learner, attempt, monkeypatch, tell):
    monkeypatch.setattr(contexts, "texts_for", leak(tell))
    assert found(seen(learner, attempt), hidden())
    before = bare_page(learner, attempt)
    turn_the_keys()
    assert bare_page(learner, attempt) != before


def test_questions_and_options_hold_nothing_of_the_key(attempt):
    for model in (Question, Option):
        assert "canary" not in str(list(model.objects.values()))
        assert NUMBER not in str(list(model.objects.values()))

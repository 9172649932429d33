"""A question of each kind, in two languages, as a package brings them."""

from courses.quizzes.question_data import QuestionData, QuestionText

RU_KY = ("ru", "ky")


def _texts(**words):
    return {
        language: QuestionText(text=f"Вопрос ({language})", feedback=f"Отзыв ({language})", **words)
        for language in RU_KY
    }


def _options(*names):
    return {name: f"Вариант {name}" for name in names}


def single(key="s1", topic="basics", right="b", lesson_key=None):
    marks = {name: "right" if name == right else "wrong" for name in "abcd"}
    return QuestionData(key, topic, "single", lesson_key, {"options": marks}, _texts(options=_options(*"abcd")))


def multiple(key="m1", topic="basics", right="ac"):
    marks = {name: "right" if name in right else "wrong" for name in "abcd"}
    return QuestionData(key, topic, "multiple", None, {"options": marks}, _texts(options=_options(*"abcd")))


def truefalse(key="t1", topic="basics", answer=False):
    return QuestionData(key, topic, "truefalse", None, {"answer": answer}, _texts())


def matching(key="p1", topic="basics"):
    pairs = {name: (f"Слово {name}", f"Смысл {name}") for name in "xyz"}
    return QuestionData(key, topic, "matching", None, {"pairs": list(pairs)}, _texts(pairs=pairs))


def ordering(key="o1", topic="basics"):
    order = ["ask", "count", "decide"]
    return QuestionData(key, topic, "ordering", None, {"order": order}, _texts(options=_options(*order)))


def number(key="n1", topic="basics", answer=8.9, tolerance=0.1):
    return QuestionData(key, topic, "number", None, {"answer": answer, "tolerance": tolerance}, _texts())


def text(key="w1", topic="basics"):
    words = _texts()
    accept = {"ru": ("равенство",), "ky": ("теңдик", "тең укук")}
    texts = {lang: QuestionText(text=w.text, feedback=w.feedback, accept=accept[lang]) for lang, w in words.items()}
    return QuestionData(key, topic, "text", None, {}, texts)


def all_kinds(topic="basics"):
    makers = (single, multiple, truefalse, matching, ordering, number, text)
    return [make(topic=topic) for make in makers]

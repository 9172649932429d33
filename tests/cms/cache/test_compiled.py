import pytest
from django.contrib.auth import get_user_model

from cms.cache.compiled import CompiledQuery
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
User = get_user_model()


@pytest.fixture
def between():
    built = []

    def build(low, high):
        built.append((low, high))
        return (
            User.objects.filter(pk__gte=low, pk__lte=high, is_active=True)
            .order_by("pk")
            .values_list("pk", "is_active", "date_joined", "date_joined__date")
        )

    between = CompiledQuery(build, slots=2)
    between.built = built
    return between


def test_it_answers_as_the_query_would_with_values_of_the_same_kinds(between):
    people = [UserFactory() for _ in range(4)]
    rows = list(between(people[1].pk, people[2].pk))
    asked = User.objects.filter(pk__in=[people[1].pk, people[2].pk]).order_by("pk")
    assert rows == list(asked.values_list("pk", "is_active", "date_joined", "date_joined__date"))


def test_its_sql_is_made_once_and_it_asks_once_each_time(between, django_assert_num_queries):
    one, two = UserFactory(), UserFactory()
    with django_assert_num_queries(2):
        assert [row[0] for row in between(one.pk, one.pk)] == [one.pk]
        assert [row[0] for row in between(two.pk, two.pk)] == [two.pk]
    assert len(between.built) == 1


def test_the_number_of_values_is_that_of_the_slots(between):
    with pytest.raises(ValueError, match="argument"):
        between(1)

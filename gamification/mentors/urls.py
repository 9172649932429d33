"""Addresses of the room, under the language prefix."""

from django.urls import URLPattern, path

from gamification.mentors.views import mentoring, mentorship, pact, tasks

ONE = "club/mentors/<int:pk>/"
urlpatterns: list[URLPattern] = [
    path("club/tasks/", tasks.my_tasks, name="my-tasks"),
    path("club/tasks/<int:pk>/", tasks.my_task, name="my-task"),
    path("club/mentors/", mentoring.mentoring, name="mentoring"),
    path("club/mentors/propose/<int:pk>/", mentoring.propose_to, name="mentor-propose"),
    path(ONE, mentorship.mentorship, name="mentorship"),
    path(ONE + "answer/", mentorship.answer_it, name="mentorship-answer"),
    path(ONE + "hand-over/", mentorship.hand_it_over, name="mentorship-hand-over"),
    path(ONE + "end/", mentorship.end_it, name="mentorship-end"),
    path(ONE + "pact/", pact.write, name="pact"),
    path(ONE + "pact/agree/", pact.agree_to_it, name="pact-agree"),
    path(ONE + "pact/talks/<int:number>/", pact.check_in, name="pact-talk"),
    path(ONE + "pact/pause/", pact.rest, name="pact-pause"),
    path(ONE + "pact/finish/", pact.finish, name="pact-finish"),
]

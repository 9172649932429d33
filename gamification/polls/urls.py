"""Addresses of the room, under the language prefix."""

from django.urls import path

from gamification.polls import views

urlpatterns = [
    path("club/votes/", views.polls, name="polls"),
    path("club/votes/<int:pk>/", views.poll, name="poll"),
    path("club/votes/<int:pk>/vote/", views.vote, name="vote"),
    path("club/votes/<int:pk>/receipt/", views.receipt, name="poll-receipt"),
    path("club/votes/<int:pk>/ballots/", views.ballots, name="poll-ballots"),
]

"""Addresses of the room, under the language prefix."""

from django.urls import path

from gamification.practices.views import own, portal

urlpatterns = [
    path("practices/", portal.practices, name="practices"),
    path("practices/<int:pk>/", portal.practice, name="practice"),
    path("practices/<int:pk>/photos/<int:photo>/", portal.photo, name="practice-photo"),
    path("practices/<int:pk>/use/", portal.use, name="practice-use"),
    path("club/practices/", own.my_practices, name="my-practices"),
    path("club/practices/new/", own.new, name="practice-new"),
    path("club/practices/<int:pk>/edit/", own.edit, name="practice-edit"),
    path("club/practices/<int:pk>/withdraw/", own.withdraw_own, name="practice-withdraw"),
    path("club/practices/<int:pk>/discard/", own.discard_own, name="practice-discard"),
]

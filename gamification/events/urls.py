"""Addresses of the room, under the language prefix."""

from django.urls import path

from gamification.events import views

urlpatterns = [
    path("club/events/", views.events, name="events"),
    path("club/events.ics", views.events_calendar, name="events-calendar"),
    path("club/events/calendar/", views.calendar_renew, name="calendar-renew"),
    path("club/events/<int:pk>/", views.event_page, name="event"),
    path("club/events/<int:pk>.ics", views.event_calendar, name="event-calendar"),
    path("club/events/<int:pk>/sign-up/", views.event_sign_up, name="event-sign-up"),
    path("club/events/<int:pk>/leave/", views.event_leave, name="event-leave"),
    path("club/events/<int:pk>/question/", views.event_question, name="event-question"),
]

"""The page that offers again what was typed before signing in."""

from django.urls import path

from cms.access import views

urlpatterns = [path("my/unsent/", views.unsent, name="unsent")]

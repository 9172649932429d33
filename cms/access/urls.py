"""The address of the page of pending forms."""

from django.urls import path

from cms.access import views

urlpatterns = [path("my/pending-forms/", views.pending_forms, name="pending-forms")]

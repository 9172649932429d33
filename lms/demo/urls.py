"""Addresses that exist in the demo only."""

from django.urls import path

from lms.demo import views

urlpatterns = [path("demo/mail/", views.demo_mail, name="demo-mail")]

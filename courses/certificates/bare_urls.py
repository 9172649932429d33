"""Addresses without a language prefix: for programs, and short enough for a QR."""

from django.urls import path

from courses.certificates import public_views

urlpatterns = [
    path("certificates/<path:number>.json", public_views.verify_json, name="verify-json"),
    path("c/<path:number>", public_views.verify_short, name="verify-short"),
    path(".well-known/certificate-keys.json", public_views.certificate_keys, name="certificate-keys"),
]

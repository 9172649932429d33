"""Addresses under the language prefix."""

from django.urls import path

from courses.certificates import public_views, views

urlpatterns = [
    path("certificates/", public_views.verify, name="verify"),
    path("certificates/<path:number>/", public_views.verify_number, name="verify-number"),
    path("my/certificates/name/", views.confirm_name, name="confirm-name"),
    path("my/certificates/<int:pk>/", views.certificate, name="certificate"),
    path("my/certificates/<int:pk>/file/", views.certificate_file, name="certificate-file"),
    path("my/certificates/<int:pk>/correction/", views.request_correction, name="request-correction"),
    path("my/certificates/<int:enrolment>/get/", views.get_certificate, name="get-certificate"),
]

"""Addresses about one's own account. Sign-up stands before allauth's, which it wraps."""

from django.urls import include, path

from lms.accounts import views

urlpatterns = [
    path("accounts/signup/", views.sign_up, name="account_signup"),
    path("accounts/confirm/", views.confirm_mailbox, name="confirm-mailbox"),
    path("accounts/", include("allauth.urls")),
    path("my/profile/", views.profile, name="profile"),
    path("my/profile/data/", views.profile_data, name="profile-data"),
]

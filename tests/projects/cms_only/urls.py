"""The editor and Wagtail's own pages."""

from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("cms.access.urls")),
    path("", include(wagtail_urls)),
]

"""The plugin's addresses and Wagtail's, as a site of somebody else would include them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("", include("courses.certificates.bare_urls")),
    *i18n_patterns(
        path("", include("courses.urls")),
        path("", include("cms.access.urls")),
    ),
    *i18n_patterns(path("", include(wagtail_urls))),
]

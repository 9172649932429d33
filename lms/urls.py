"""Addresses of the site. Each language has its prefix; the editor has none."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path
from django.views.generic import RedirectView
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from cms.media.views import media_file
from lms.accounts.views import editor_sign_out

handler400 = "lms.site.errors.bad_request"
handler429 = "lms.site.errors.too_many"
handler500 = "lms.site.errors.server_error"

urlpatterns = [
    # The editor has no door of its own: whoever signs in meets the second factor.
    path("admin/login/", RedirectView.as_view(pattern_name="account_login", query_string=True)),
    path("admin/logout/", editor_sign_out, name="editor-sign-out"),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("media/<path:path>", media_file, name="media"),
    path("", include("courses.certificates.bare_urls")),
    *i18n_patterns(
        path("", include("lms.accounts.urls")),
        path("", include("lms.dashboard.urls")),
        path("", include("courses.urls")),
        path("", include("cms.access.urls")),
        path("", include("gamification.urls")),
    ),
]
if settings.DEMO:
    urlpatterns += i18n_patterns(path("", include("lms.demo.urls")))
# Last, because Wagtail takes every address that is left. Its login for private pages would know no limit of tries.
urlpatterns += i18n_patterns(
    path("_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True))
)
urlpatterns += i18n_patterns(path("", include(wagtail_urls)))

"""The addresses of the site as the demo has them."""

from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path

from lms import urls

urlpatterns = [*i18n_patterns(path("", include("lms.demo.urls"))), *urls.urlpatterns]

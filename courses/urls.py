"""Addresses of the courses, under the language prefix: `path("", include("courses.urls"))`.

What is printed on certificates has no language: `path("", include("courses.certificates.bare_urls"))`, outside of it.
"""

from django.urls import include, path

MODULES = ("quizzes", "certificates", "pages", "assignments")

urlpatterns = [path("", include(f"courses.{module}.urls")) for module in MODULES]

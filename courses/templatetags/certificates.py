"""How the pages of the register write hours."""

from django import template

from courses.certificates.render import span

register = template.Library()
register.filter("span", span)

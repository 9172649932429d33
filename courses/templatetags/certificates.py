"""How the pages of the register write hours."""

from django import template

from courses.certificates.render import format_hours

register = template.Library()
register.filter("format_hours", format_hours)

"""A mailbox that everybody may read: only in the demo."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from cms.access.decorators import permission_required
from lms.demo.mail import sent_emails
from lms.notify.services import send_waiting


@permission_required("demo.mail")
@never_cache
@require_GET
def demo_mail(request: HttpRequest) -> HttpResponse:
    """Show the e-mails, after sending those that wait."""
    send_waiting()
    return render(request, "demo/mail.html", {"letters": sent_emails()})

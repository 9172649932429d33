"""The public portal."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from cms.access.decorators import permission_required
from cms.access.policy import can, visible_to
from cms.cache.middleware import same_for_anonymous
from gamification.members.policies import membership
from gamification.practices import portal
from gamification.practices.forms import UseForm
from gamification.practices.models import Practice, PracticePhoto, PracticeUse
from gamification.practices.services import NotOpenError, report_use

PER_PAGE = 20


@permission_required("practices.read")
@require_safe
@same_for_anonymous
def practices(request: HttpRequest) -> HttpResponse:
    """All published practices, or those that fit what was asked."""
    language = get_language() or ""
    form = portal.Filters(request.GET or None, language=language)
    asked = form.asked() if form.is_bound else {}
    page = Paginator(portal.search(language, asked), PER_PAGE).get_page(request.GET.get("page"))
    response = render(request, "gamification/practices/list.html", {"form": form, "asked": asked, "page": page})
    response.personal = "q" in asked  # type: ignore[attr-defined]  # endless many searches would push out the rest
    return response


@permission_required("practices.read")
@require_safe
@same_for_anonymous
def practice(request: HttpRequest, pk: int) -> HttpResponse:
    """A published practice; to its author, and to who looks after the club, also before and after."""
    return _page(request, pk)


def _page(request: HttpRequest, pk: int, form: UseForm | None = None) -> HttpResponse:
    language = get_language() or ""
    whole = portal.practice_detail(pk, language)
    is_public = whole is not None
    whole = whole or portal.preview(get_object_or_404(visible_to(request.user, Practice), pk=pk), language)
    context = {
        "whole": whole,
        "card": whole.card,
        "is_public": is_public,
        "address": request.build_absolute_uri(request.path),
        "origin": request.build_absolute_uri("/").rstrip("/"),
        "form": form,
        **(_for_reader(request, whole, form) if is_public and request.user.is_authenticated else {}),
    }
    refused = form is not None and bool(form.errors)
    response = render(request, "gamification/practices/practice.html", context, status=422 if refused else 200)
    response.personal = not is_public  # type: ignore[attr-defined]
    return response


def _for_reader(request: HttpRequest, whole: portal.PracticeDetail, form: UseForm | None) -> dict[str, object]:
    """What a person who is signed in can do here: report that she took it up, change her own, or look after it."""
    me = membership(request.user)
    if me is None:
        return {"may_review": can(request.user, "practices.review")}
    if me.pk == whole.author:
        return {"own": True}
    mine = PracticeUse.objects.filter(practice=whole.card.pk, member=me).first()
    if form is None and (mine is None or mine.state == PracticeUse.State.DECLINED):
        form = UseForm(initial={"result": mine.result if mine else ""})
    return {"mine": mine, "form": form}


@permission_required("practices.use")
@require_http_methods(["GET", "HEAD", "POST"])
def use(request: HttpRequest, pk: int) -> HttpResponse:
    """“We used it too.”"""
    if request.method != "POST":
        return redirect("practice", pk)
    found = get_object_or_404(visible_to(request.user, Practice), pk=pk)
    me = membership(request.user)
    form = UseForm(request.POST)
    if form.is_valid() and me:
        try:
            report_use(practice=found, member=me, result=form.cleaned_data["result"])
        except NotOpenError:
            form.add_error("result", _("You have reported this before, or it is not published any more."))
        else:
            messages.success(request, _("Thank you. Once a person has checked it, it is shown here."))
            return redirect("practice", pk)
    return _page(request, pk, form)


@permission_required("practices.read")
@require_safe
def photo(request: HttpRequest, pk: int, photo: int) -> HttpResponseBase:
    """A picture of a practice that the reader may see; asked for again each time, so that a withdrawn one is gone."""
    found = get_object_or_404(visible_to(request.user, PracticePhoto), pk=photo, practice=pk)
    file = found.file if request.GET.get("size") == "large" else found.small
    etag = f'"{found.pk}-{file.name.rpartition("/")[2]}"'
    response = get_conditional_response(request, etag=etag) or HttpResponse(file.read(), content_type=_type(file.name))
    response["ETag"] = etag
    response["Cache-Control"] = "private, no-cache"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _type(name: str) -> str:
    return "image/jpeg" if name.endswith(".jpg") else "image/webp"

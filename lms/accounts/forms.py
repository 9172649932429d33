"""Sign-up, sign-in and profile."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import LoginForm, SignupForm
from django import forms
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.input.edit_conflicts import EditConflictMixin
from lms.accounts import services
from lms.accounts.fields import QUESTIONS, GroupedFields, questions
from lms.accounts.limits import may_mail
from lms.accounts.models import User

NO_PASSWORD = _("Leave it empty, and we send you a code by e-mail each time you sign in.")


class SignUpForm(GroupedFields, SignupForm):
    """E-mail, a password or none, and the questions about the person."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].help_text = _("We send a code to it, to be typed in on the next page.")
        password = self.fields["password1"]
        password.label = _("Password (may stay empty)")
        password.help_text = _("At least 10 characters.") + " " + NO_PASSWORD
        for field in (self.fields["email"], password):
            field.widget.attrs.pop("placeholder", None)
        self.fields.update(questions())
        self.fields["language"].initial = get_language()

    def clean(self) -> dict[str, Any]:
        super().clean()
        try:
            self.answered(User()).clean_fields(exclude={f.name for f in User._meta.fields} - set(QUESTIONS))
        except ValidationError as wrong:
            self.add_error(None, wrong)
        return self.cleaned_data

    def answered(self, user: User) -> User:
        """The person with the answers filled in, not saved."""
        for name in QUESTIONS:
            if name in self.cleaned_data:
                setattr(user, name, self.cleaned_data[name])
        return user

    def custom_signup(self, request: HttpRequest, user: User) -> None:
        """Keep the answers; called by allauth while it stores the account."""
        services.describe(person=self.answered(user))

    def try_save(self, request: HttpRequest) -> tuple[User | None, HttpResponse | None]:
        """As allauth; for an e-mail that has an account it takes the same time, so that nothing can be guessed."""
        if self.account_already_exists and self.cleaned_data.get("password1"):
            make_password(self.cleaned_data["password1"])
        return super().try_save(request)


class SignInForm(LoginForm):
    """E-mail and password; without a password a code is sent."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].required = False
        self.fields["password"].label = _("Password (may stay empty)")
        self.fields["password"].help_text = _("Leave it empty, and we send you a code by e-mail.")
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)

    def clean(self) -> dict[str, Any] | None:
        """Say here, where the address is typed, that too many codes were asked for."""
        mailbox = self.cleaned_data.get("login")
        if mailbox and not self.cleaned_data.get("password") and not may_mail(self.request, mailbox):
            raise get_adapter().validation_error("too_many_login_attempts")
        return super().clean()


class MailboxCodeForm(forms.Form):
    """The code that was sent to the address of the account."""

    code = forms.CharField(
        label=_("Code from the letter"),
        max_length=20,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )


class ProfileForm(EditConflictMixin, GroupedFields, forms.ModelForm):
    """Edit what people say about themselves."""

    class Meta:
        model = User
        fields = QUESTIONS

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields.update(questions())

"""The forms that ask for digits out of a mail or from a list: a telephone shows its number keys and offers the code."""

from typing import Any

from allauth.account.forms import (
    ConfirmEmailVerificationCodeForm,
    ConfirmLoginCodeForm,
)
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm

KEYS = {"inputmode": "numeric", "autocomplete": "one-time-code"}


class DigitsMixin:
    """Asks for digits in the field `code`."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields  # type: ignore[attr-defined]
        fields["code"].widget.attrs = dict(KEYS)


class LoginDigits(DigitsMixin, ConfirmLoginCodeForm):
    """Digits to sign in with."""


class AddressDigits(DigitsMixin, ConfirmEmailVerificationCodeForm):
    """Digits that show whose an address is."""


class RecoveryDigits(DigitsMixin, AuthenticateForm):
    """A recovery code in the place of a lost passkey."""


class RecoveryDigitsAgain(DigitsMixin, ReauthenticateForm):
    """A recovery code before something that matters."""

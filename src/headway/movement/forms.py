"""What people type about themselves and about others, cleaned; the actions save it."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth import get_user_model, password_validation
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from pydantic import ValidationError

from headway.lib.ids import uuid7
from headway.lib.labels import EVERYWHERE as EVERYWHERE_SAME
from headway.lib.problems import Refused
from headway.movement.queries import checked_name
from headway.movement.rows import OfficeKind, OfficeRow
from headway.movement.rules import EVERYWHERE, LONGEST_COMMENT, Held, Role
from headway.movement.words import every_in_words
from headway.pages.offered import LongChoice, countries_by_name
from headway.pages.speech import speech
from headway.pages.wording import wording


def language_field(**more: Any) -> forms.ChoiceField:
    choices = [("", gettext_lazy("As the browser asks")), *settings.LANGUAGES]
    return forms.ChoiceField(label=gettext_lazy("Language"), choices=choices, required=False, **more)


def country_choices() -> list[tuple[str, str]]:
    """Every country by its name in the reader's language, after an empty choice."""
    return [("", "—"), *countries_by_name(get_language() or "en")]


class NamedForm(forms.Form):
    """A form with a person's name in it."""

    def clean_name(self) -> str:
        try:
            return checked_name(self.cleaned_data["name"])
        except Refused as refused:
            raise forms.ValidationError(str(refused)) from None


class DetailsForm(NamedForm):
    """One's own name and language."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=200, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    language = language_field(help_text=gettext_lazy("In which pages and mail speak to you."))


class CommentForm(forms.Form):
    """What somebody says of a record. `client_id` tells one sending from another, so that what is sent twice is said once."""

    text = forms.CharField(
        label=gettext_lazy("Your comment"), max_length=LONGEST_COMMENT,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
        help_text=gettext_lazy("Write @ and somebody’s name to call them here. Whoever works on the campaign can read it."),
    )  # fmt: skip
    client_id = forms.UUIDField(widget=forms.HiddenInput, initial=uuid7)


class DigestForm(forms.Form):
    """How often mail tells of what is new."""

    every = forms.ChoiceField(
        label=gettext_lazy("Mail of what is new"),
        help_text=gettext_lazy(
            "It comes at six in the morning (UTC) and only where something is new. It names what changed and says nothing of what is restricted."
        ),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["every"].choices = [(one.value, name) for one, name in every_in_words().items()]  # type: ignore[attr-defined]


class AcceptForm(DetailsForm):
    """Whoever was invited says who they are and chooses a password."""

    password = forms.CharField(
        label=gettext_lazy("Password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=gettext_lazy(
            "At least ten characters. A few words that only you would put together do well."
        ),
    )

    def __init__(self, *args: Any, email: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.email = email

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if password := cleaned.get("password"):
            who = get_user_model()(email=self.email, name=cleaned.get("name", ""))
            try:
                password_validation.validate_password(password, user=who)
            except forms.ValidationError as error:
                self.add_error("password", error)
        return cleaned


class RoleForm(forms.Form):
    """A role, and what it is held for."""

    role = forms.ChoiceField(
        label=gettext_lazy("Role"),
        help_text=gettext_lazy(
            "A contributor works for one office, a researcher on one country, all others for the whole movement."
        ),
    )
    office = LongChoice(
        label=gettext_lazy("Office"),
        required=False,
        help_text=gettext_lazy("Needed for a contributor alone."),
    )
    country = LongChoice(
        label=gettext_lazy("Country"),
        required=False,
        help_text=gettext_lazy("Needed for a researcher alone."),
    )

    def __init__(self, *args: Any, offices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _choose(self.fields["role"], [(role.value, wording(role)) for role in Role])
        _choose(self.fields["office"], [("", "—"), *offices])
        _choose(self.fields["country"], country_choices())
        for name in ("office", "country"):
            # Whether it is optional hangs on the role, so that its label does not say so.
            vars(self.fields[name])["hangs_on_another"] = True

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "role" in cleaned and "office" in cleaned and "country" in cleaned:
            role = Role(cleaned["role"])
            if role is Role.CONTRIBUTOR and not cleaned["office"]:
                self.add_error("office", _("Choose an office: a contributor needs one."))
            if role is Role.RESEARCHER and not cleaned["country"]:
                self.add_error("country", _("Choose a country: a researcher needs one."))
        return cleaned

    def held(self) -> Held:
        """What was chosen; what the role is not held for is left aside."""
        role = Role(self.cleaned_data["role"])
        if role in EVERYWHERE:
            return Held(role)
        if role is Role.CONTRIBUTOR:
            return Held(role, office=self.cleaned_data["office"])
        return Held(role, country=self.cleaned_data["country"])


class GiveRoleForm(RoleForm):
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class InviteForm(RoleForm, NamedForm):
    """Whom to invite, and as what."""

    email = forms.EmailField(
        label=gettext_lazy("E-mail address"),
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=200,
        required=False,
        help_text=gettext_lazy("They can change it."),
    )
    language = language_field(help_text=gettext_lazy("In which the invitation is written."))
    field_order = ("email", "name", "language", "role", "office", "country")


class OfficeForm(forms.Form):
    """An office as a person writes it down; `office_row` is what comes out, the rest of `row` kept as it was."""

    key = forms.CharField(
        label=gettext_lazy("Key"), max_length=80,
        help_text=gettext_lazy("A short name for addresses and packs: small letters, digits and hyphens."),
    )  # fmt: skip
    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=300, required=False,
        help_text=gettext_lazy("Where it is the same in every language; else give it in each below."),
    )  # fmt: skip
    country = LongChoice(label=gettext_lazy("Country"))
    office_kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    language = forms.CharField(
        label=gettext_lazy("Language"), max_length=10, required=False, help_text=gettext_lazy("A code such as fr or pt-BR.")
    )  # fmt: skip
    time_zone = forms.CharField(
        label=gettext_lazy("Time zone"), max_length=60, required=False,
        help_text=gettext_lazy("A name such as Africa/Nairobi."),
    )  # fmt: skip

    def __init__(self, *args: Any, row: OfficeRow | None = None, **kwargs: Any) -> None:
        kwargs["initial"] = _as_typed(row) if row else None
        super().__init__(*args, **kwargs)
        self.row = row
        self.office_row: OfficeRow = row  # type: ignore[assignment]  # set by clean
        _choose(self.fields["country"], country_choices())
        _choose(self.fields["office_kind"], [(kind.value, wording(kind)) for kind in OfficeKind])
        for code, _language in settings.LANGUAGES:
            self.fields[f"name_{code}"] = forms.CharField(
                label=_("Name in %(language)s") % {"language": speech().tongue(code)},
                max_length=300,
                required=False,
            )
        if row:
            del self.fields["key"]
        first = ["key", "name", *(f"name_{code}" for code, _language in settings.LANGUAGES)]
        self.order_fields(first)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        names = {EVERYWHERE_SAME: cleaned.get("name", "")}
        names |= {code: cleaned.get(f"name_{code}", "") for code, _language in settings.LANGUAGES}
        # Names in languages that the form does not show stay.
        kept = {code: text for code, text in (self.row.name if self.row else {}).items() if code not in names}
        label = kept | {code: text for code, text in names.items() if text}
        if not label:
            self.add_error("name", _("Give the office a name."))
        if self.errors:
            return cleaned
        fields = ("country", "office_kind", "language", "time_zone")
        given = (self.row.model_dump(exclude_defaults=True) if self.row else {"key": cleaned["key"]}) | {
            "name": label
        }
        given |= {name: cleaned[name] for name in fields}
        try:
            self.office_row = OfficeRow.model_validate(
                {name: value for name, value in given.items() if value != ""}
            )
        except ValidationError as error:
            for fault in error.errors():
                field = str(fault["loc"][0]) if fault["loc"] else ""
                said = fault["msg"].removeprefix("Value error, ")
                self.add_error(field if field in self.fields else None, said)
        return cleaned


def _as_typed(row: OfficeRow) -> dict[str, str]:
    typed = {f"name_{code}": text for code, text in row.name.items() if code != EVERYWHERE_SAME}
    return typed | {
        "name": row.name.get(EVERYWHERE_SAME, ""), "country": row.country, "office_kind": row.office_kind.value,
        "language": row.language, "time_zone": row.time_zone,
    }  # fmt: skip


class ReasonForm(forms.Form):
    """Why something is done to somebody: it stands in the log."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


def _choose(field: Any, choices: list[tuple[str, str]]) -> None:
    field.choices = choices

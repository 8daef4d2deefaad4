"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.assess.rows import Basis
from headway.pages.wording import says


@says(Basis)
def _basis() -> Mapping[StrEnum, str]:
    return {Basis.CORE_TEAM: _("rated by the core team"), Basis.TEXT: _("assessed from the text")}

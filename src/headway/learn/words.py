"""What the fixed values of this room are called, in the reader's language."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from django.utils.translation import gettext as _

from headway.learn.rows import LearningKind
from headway.pages.wording import says


@says(LearningKind)
def _learning_kind() -> Mapping[StrEnum, str]:
    return {LearningKind.FINDING: _("finding"), LearningKind.KEY_LEARNING: _("key learning")}

"""What is read for one person who is named on it is cut for the search, and not remembered for the next."""

from __future__ import annotations

from uuid import uuid4

from headway.audit.models import Indexed
from headway.audit.queries import indexed
from headway.lib.told import Passage, Told


def test_a_text_that_is_opened_for_one_reader_stays_in_no_memory() -> None:
    indexed.forget_cut_texts()
    secret = Told(
        title={"en": "Witness of the seventh night"}, passages=(Passage("", "Hidden"),), further=("ravine",)
    )
    entry = indexed.as_tokens(secret, Indexed(kind="case", record=uuid4(), campaign=uuid4(), key="k"), "en")
    assert "witness" in entry.title_tokens.split() + entry.text_tokens.split()
    assert indexed._of_names.cache_info().currsize == 0


def test_once_something_is_hidden_nothing_that_was_cut_is_remembered() -> None:
    indexed._forms("Northern office", "en")
    assert indexed._of_names.cache_info().currsize
    indexed.forget_cut_texts()
    assert not indexed._of_names.cache_info().currsize

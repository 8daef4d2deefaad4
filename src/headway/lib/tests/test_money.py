"""Money keeps its currency, and two currencies never become one sum."""

from __future__ import annotations

from decimal import Decimal

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from headway.lib.money import Money, add, currencies, format_money
from headway.lib.problems import Refused

AMOUNTS = st.decimals(-(10**9), 10**9, places=2)


def test_an_amount_is_read_and_written_with_its_currency() -> None:
    assert str(Money.parse("1250.50 EUR")) == "1250.50 EUR"
    assert Money.parse("7 MAD") == Money(Decimal(7), "MAD")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("10 ZZZ", "not an ISO 4217 currency"),
        ("10 eur", "not an ISO 4217 currency"),
        ("10 XXX", "not an ISO 4217 currency"),
        ("10", "not an ISO 4217 currency"),
        ("ten EUR", "not an amount of money"),
        ("NaN EUR", "is a number"),
        ("Infinity EUR", "is a number"),
        ("1e99 EUR", "at most 20 digits"),
        ("0.00001 EUR", "at most 20 digits"),
    ],
)
def test_what_is_no_money_is_refused_in_words(text: str, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        Money.parse(text)


def test_two_currencies_are_never_added_and_both_are_named() -> None:
    with pytest.raises(Refused, match="EUR and MAD cannot be added"):
        Money(Decimal(1), "EUR") + Money(Decimal(1), "MAD")


@given(st.lists(AMOUNTS, min_size=1), st.randoms())
def test_amounts_in_one_currency_add_up_to_the_cent_in_any_order(
    amounts: list[Decimal], random: object
) -> None:
    money = [Money(amount, "EUR") for amount in amounts]
    cents = sum(int(amount * 100) for amount in amounts)
    assert add(money).amount * 100 == add(money[::-1]).amount * 100 == cents


@given(st.sampled_from(sorted(currencies())), AMOUNTS)
def test_any_money_can_be_read_back_from_its_text(currency: str, amount: Decimal) -> None:
    money = Money(amount, currency)
    assert Money.parse(str(money)) == money


def test_a_reader_sees_money_in_their_language_and_unrounded() -> None:
    money = Money(Decimal("1250.5"), "EUR")
    assert format_money(money, Locale("en")) == "€1,250.50"
    assert format_money(money, Locale("fr")) == "1\u202f250,50\xa0€"
    assert "١٬٢٥٠٫٥٠" in format_money(money, Locale("ar", "EG"))
    assert format_money(Money(Decimal("0.1255"), "EUR"), Locale("en")) == "€0.1255"
    assert format_money(Money(Decimal(1250), "JPY"), Locale("en")) == "¥1,250"

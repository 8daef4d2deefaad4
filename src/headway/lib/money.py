"""Money: an amount with its ISO 4217 currency. Amounts in different currencies are never added."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal, InvalidOperation, localcontext
from functools import cache

from babel import Locale
from babel.numbers import format_currency, list_currencies

from headway.lib.datewords import in_digits
from headway.lib.problems import Refused
from headway.lib.tongue import say

_CODE = re.compile(r"[A-Z]{3}")
_MOST_DIGITS = 20
_MOST_DECIMALS = 4


@cache
def currencies() -> frozenset[str]:
    """The ISO 4217 codes that the CLDR knows, those out of use included: a budget may be an old one."""
    return frozenset(code for code in list_currencies() if _CODE.fullmatch(code)) - {"XXX", "XTS"}


@dataclass(frozen=True)
class Money:
    """Raise ValueError, in words that help, for a currency that does not exist or an amount that is no number."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if self.currency not in currencies():
            raise ValueError(
                say(
                    '"{currency}" is not an ISO 4217 currency code such as EUR, MAD or PHP',
                    currency=self.currency,
                )
            )
        exponent = self.amount.as_tuple().exponent
        if not isinstance(exponent, int):
            raise ValueError(say("an amount of money is a number"))
        if exponent < -_MOST_DECIMALS or self.amount.adjusted() >= _MOST_DIGITS:
            raise ValueError(
                say(
                    "an amount of money has at most {most_digits} digits, {most_decimals} of them after the point",
                    most_digits=_MOST_DIGITS,
                    most_decimals=_MOST_DECIMALS,
                )
            )

    @classmethod
    def parse(cls, text: str) -> Money:
        """Read `1250.50 EUR`."""
        amount, _, currency = text.strip().partition(" ")
        try:
            return cls(Decimal(amount), currency.strip())
        except InvalidOperation:
            raise ValueError(
                say('"{text}" is not an amount of money such as 1250.50 EUR', text=text)
            ) from None

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"

    def __add__(self, other: Money) -> Money:
        return add([self, other])


def add(amounts: Iterable[Money]) -> Money:
    """The sum of amounts in one currency; raise Refused naming both where there are two."""
    first, *others = amounts
    for other in others:
        if other.currency != first.currency:
            raise Refused(
                say(
                    "{currency} and {other} cannot be added: give them in one currency, or apart",
                    currency=first.currency,
                    other=other.currency,
                )
            )
    with localcontext(Context(prec=60)):
        return Money(sum((other.amount for other in others), first.amount), first.currency)


def format_money(money: Money, locale: Locale, numbering: str = "default") -> str:
    """The amount for a reader of `locale`, with the decimals of its currency and never rounded."""
    text = format_currency(
        money.amount,
        money.currency,
        locale=locale,
        decimal_quantization=False,
        numbering_system=numbering,
    )
    # Babel takes the separators of a numbering system, but not its digits.
    return in_digits(text, locale, numbering)

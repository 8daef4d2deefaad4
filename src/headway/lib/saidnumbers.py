"""Numbers as people type them: "1 200", "1,200", "1.200,50", "١٢٠٠", and shares: "27%", "0.27"."""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from headway.lib.tongue import say

_LONGEST = 14
_AS_STORED = Decimal("0.000001")
_PERCENT = "%٪﹪％"


def read_said_number(text: str) -> Decimal:
    """The number that was typed; raise ValueError where it is none, or could be two."""
    plain = "".join(str(unicodedata.digit(sign)) if sign.isdecimal() else sign for sign in text.strip())
    plain = re.sub(r"[\s\u00a0\u202f'’]", "", plain).replace("٬", ",").replace("٫", ".")
    if re.fullmatch(r"-?\d{1,3}(,\d{3}){2,}(\.\d+)?|-?\d{1,3}(,\d{3})+\.\d+|-?[1-9]\d{0,2},\d{3}", plain):
        plain = plain.replace(",", "")
    elif re.fullmatch(r"-?\d{1,3}(\.\d{3}){2,}(,\d+)?|-?\d{1,3}(\.\d{3})+,\d+", plain):
        plain = plain.replace(".", "").replace(",", ".")
    elif re.fullmatch(r"-?[1-9]\d{0,2}\.\d{3}", plain):
        raise ValueError(say('"{text}" can be read in two ways; leave the point out', text=text))
    else:
        plain = re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", plain)
    try:
        if not re.fullmatch(r"-?\d+(\.\d{1,6})?", plain):
            raise InvalidOperation
        value = Decimal(plain)
    except InvalidOperation:
        raise ValueError(say('"{text}" is not a number', text=text)) from None
    if len(plain.lstrip("-").split(".")[0]) > _LONGEST:
        raise ValueError(say('"{text}" is too large', text=text))
    return value


def read_said_share(text: str) -> Decimal:
    """The share that was typed, as a part of one; raise ValueError where it is none, or could be in percent or not."""
    plain = text.strip()
    bare = plain.strip(_PERCENT).strip()
    if bare != plain:
        return (read_said_number(bare) / 100).quantize(_AS_STORED).normalize()
    share = read_said_number(plain)
    if share > 1:
        percent = f"{plain}%"
        raise ValueError(
            say(
                '"{text}" is more than the whole; write {percent} if that is meant',
                text=text,
                percent=percent,
            )
        )
    return share

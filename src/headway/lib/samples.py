"""How far a share that was found among some people may lie from that of all: intervals, weights, and samples put together.

A survey asks a few and speaks of many. What is shown is therefore a share and the range in which that of everybody lies in
95 of 100 such samples; and shares of several countries are put together only by weights, since a country of a thousand
interviews is not as large as every other one of a thousand.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from headway.lib.problems import Refused
from headway.lib.tongue import say

# The point of the normal distribution that leaves 2.5 % on either side.
Z = 1.959963984540054


@dataclass(frozen=True)
class Estimate:
    """A share with its range, and the size of the simple random sample that would tell as much."""

    share: float
    size: float
    low: float
    high: float


@dataclass(frozen=True)
class Part:
    """The share of one country, by how many it was found, and what the country weighs.

    `scale` names what the weight is measured in: weights of two scales cannot stand in one sum.
    """

    share: float
    size: float
    weight: float | None = None
    scale: str = ""


def wilson(share: float, size: float, z: float = Z) -> Estimate:
    """The score interval of Wilson (1927), which stays between none and all and holds for few people and for shares near 0 or 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of the American Statistical
    Association 22 (1927) 209-212; recommended over p ± z·se by L. D. Brown, T. T. Cai and A. DasGupta, "Interval estimation
    for a binomial proportion", Statistical Science 16 (2001) 101-133. For weighted samples `size` is the effective one
    (N. Dean and M. Pagano, Survey Methodology 41 (2015) 403-424, compare this with others).
    """
    if not 0 <= share <= 1:
        raise ValueError(f"{share} is no share")
    if not size > 0:
        raise ValueError(f"{size} is no size of a sample")
    square = z * z
    middle = (share + square / (2 * size)) / (1 + square / size)
    half = z / (1 + square / size) * sqrt(share * (1 - share) / size + square / (4 * size * size))
    # The share lies within by the mathematics; rounding at 0 and 1 must not put it outside.
    return Estimate(share, size, max(0.0, min(middle - half, share)), min(1.0, max(middle + half, share)))


def effective_size(total: float, squares: float) -> float:
    """By Kish: the square of the sum of the weights over the sum of their squares.

    L. Kish, Survey Sampling (1965), section 11.7, and "Weighting for unequal P_i", Journal of Official Statistics 8 (1992)
    183-200: unequal weights widen the variance by 1 + cv², the design effect, and so make a sample worth fewer people.
    """
    if not total > 0 or not squares > 0:
        raise ValueError("nobody has a weight")
    return total * total / squares


def together(parts: Sequence[Part]) -> Estimate:
    """The share of all parts by their weights, with its range; raise Refused where no weights say how they count.

    As if every respondent of a part carried an equal piece of its weight: the effective size follows by Kish.
    """
    if len(parts) < 2:
        raise Refused(say("there is only one country, so that nothing is put together"))
    if any(part.weight is None for part in parts):
        raise Refused(
            say("not put together: without weights, a small country would count as much as a large one")
        )
    if len({part.scale for part in parts}) > 1:
        raise Refused(
            say("not put together: the weights of these countries are measured in different things")
        )
    weights = [part.weight or 0.0 for part in parts]
    whole = fsum(weights)
    share = fsum(weight * part.share for weight, part in zip(weights, parts, strict=True)) / whole
    squares = fsum(weight * weight / part.size for weight, part in zip(weights, parts, strict=True))
    return wilson(min(1.0, max(0.0, share)), effective_size(whole, squares))

"""A vague sentence about a change is told from one that says who, what, when and where; in four languages."""

from __future__ import annotations

import pytest

from headway.lib.edtf import ImpreciseDate
from headway.lib.precise import is_dated, is_named, is_observable


@pytest.mark.parametrize(
    "actor",
    ["Ministry of Justice", "The mayor of Lima", "Tribunal suprême", "وزارة العدل", "Alcaldía de Cusco"],
)
def test_somebody_in_particular_is_named(actor: str) -> None:
    assert is_named(actor)


@pytest.mark.parametrize(
    "actor", ["", "the government", "People", "la société", "las autoridades", "الحكومة", "—"]
)
def test_nobody_in_particular_is_nobody(actor: str) -> None:
    assert not is_named(actor)


@pytest.mark.parametrize(
    "statement",
    [
        "The ministry published the list of all places of detention on its site.",
        "Le tribunal a annulé la condamnation de deux étudiants arrêtés en mai.",
        "El municipio abrió una oficina donde se reciben denuncias de vecinos.",
        "نشرت الوزارة قائمة بجميع أماكن الاحتجاز على موقعها الرسمي في مايو",
    ],
)
def test_what_somebody_else_could_see_is_observable(statement: str) -> None:
    assert is_observable(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "",
        "Awareness was raised.",
        "Improved engagement and better support strengthened awareness of more people.",
        "La sensibilisation a été renforcée",
        "Mejor apoyo y más compromiso",
        "تعزيز الوعي ودعم أفضل",
    ],
)
def test_what_everybody_agrees_with_is_not(statement: str) -> None:
    assert not is_observable(statement)


@pytest.mark.parametrize(
    ("edtf", "dated"), [("2014-11-26", True), ("2014", True), ("2014/2016", False), ("2014/..", False)]
)
def test_a_year_or_less_is_a_date(edtf: str, dated: bool) -> None:
    assert is_dated(ImpreciseDate.parse(edtf)) is dated
    assert not is_dated(None)

"""Somebody outside answers on a phone, in Spanish, by the link that they were given."""

from __future__ import annotations

from typing import Any

import pytest

from .conftest import new_context
from .served import Served


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_neighbour_answers_on_a_phone_in_spanish(browser: Any, served: Served, script: bool) -> None:
    asking = new_context(browser, served, "core_team").new_page()
    _who, address = served.addresses["outcome"]
    asking.goto(f"{served.url}{address}ask/")
    asking.fill("#id_name", "Vecina")
    asking.select_option("#id_language", "es")
    asking.get_by_role("button", name="Make the link").click()
    link = asking.locator(".private-link").inner_text().strip()
    phone = browser.new_context(
        locale="es",
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=script,
    )
    page = phone.new_page()
    page.goto(link)
    assert page.locator("html").get_attribute("lang") == "es"
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    page.get_by_label("En parte: algo no es correcto").check()
    page.get_by_label("La campaña tuvo alguna parte en ello").check()
    page.get_by_label("Su nombre").fill("Marisol Vega")
    page.get_by_label("Cómo lo sabe").fill("Vecina de la familia")
    page.get_by_label("Solo el equipo central").check()
    page.get_by_role("button", name="Enviar").click()
    page.get_by_text("Lo que dijo queda guardado.").wait_for()
    assert "thanks" in page.url
    page.get_by_label("Sí, es exacto").check()
    page.get_by_role("button", name="Cambiar lo que dije").click()
    page.get_by_text("Lo que dijo queda guardado.").wait_for()
    assert page.get_by_label("Sí, es exacto").is_checked()
    asking.goto(f"{served.url}{address}")
    told = asking.locator("#confirmed").inner_text()
    assert "Vecina de la familia" in told
    assert "Marisol" not in told
    phone.close()
    asking.context.close()

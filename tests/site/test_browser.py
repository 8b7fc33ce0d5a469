"""The site as readers meet it, in a real browser: reachable for all, small and wide, light and dark, and quiet."""

from __future__ import annotations

from typing import Any, Literal

import pytest

KINDS = {
    "home": "index.html",
    "records": "verslagen/index.html",
    "week": "verslagen/2026-W46.html",
    "full record": "verslagen/vergunningen/2026-W45-koers-van-de-week.html",
    "measuring record": "verslagen/vergunningen/2026-W48-oogst-van-de-week.html",
    "hostile record": "verslagen/klantcontact/2026-W48-besluit-met-tegenspraak.html",
    "bare record": "verslagen/klantcontact/2026-W49-koers-van-de-week.html",
    "teams": "teams/index.html",
    "team": "teams/vergunningen.html",
    "empty team": "teams/nieuw-team.html",
    "proposals": "voorstellen/index.html",
    "proposal": "voorstellen/vergunningen/2026-W45-koers-van-de-week.html",
}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_reachable_for_all(browser: Any, address: str, scheme: Literal["light", "dark"]) -> None:
    """No fault is found by axe on any kind of page, with everything unfolded, and pages load from here only."""
    from axe_playwright_python.sync_playwright import Axe  # type: ignore[import-untyped]

    context = browser.new_context(color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True)
    page, faults, asked = context.new_page(), [], []
    page.on("request", lambda request: asked.append(request.url))
    for kind, path in KINDS.items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        found = Axe().run(page).response["violations"]
        faults += [(kind, fault["id"], node["html"][:120]) for fault in found for node in fault["nodes"]]
    context.close()
    assert faults == []
    assert [url for url in asked if not url.startswith(address)] == []


def test_fits_on_a_small_phone(browser: Any, address: str) -> None:
    """At 360 pixels, everything unfolded, no page scrolls sideways."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, bypass_csp=True)
    page, wide = context.new_page(), []
    for kind, path in KINDS.items():
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(item => item.open = true)")
        width = page.evaluate("document.documentElement.scrollWidth")
        wide += [(kind, width)] if width > 360 else []
    context.close()
    assert wide == []


def test_policy_holds_and_nothing_complains(browser: Any, address: str) -> None:
    """Under its own policy a page looks as meant, runs nothing that a record holds, and the console stays silent."""
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    for path in KINDS.values():
        page.goto(address + path)
        assert page.locator("main").evaluate("item => getComputedStyle(item).maxWidth") == "1120px"
    context.close()
    assert said == []


def test_keyboard_reaches_the_content_first(browser: Any, address: str) -> None:
    """The first stop of the keyboard is the skip link, visible, and it leads to the content."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(address)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    context.close()


def test_print_is_dark_on_light_and_keeps_its_labels(browser: Any, address: str) -> None:
    """A printed record has dark text, no menu, and still says that it is fictional and what came from an AI."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(address + KINDS["full record"])
    page.emulate_media(media="print", color_scheme="dark")
    assert page.locator("body").evaluate("item => getComputedStyle(item).color") == "rgb(29, 43, 42)"
    assert not page.locator("nav").first.is_visible()
    assert page.locator(".fictional").is_visible()
    assert page.locator(".ai-label").first.is_visible()
    context.close()

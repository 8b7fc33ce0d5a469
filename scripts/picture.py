"""Take the picture of the README from the site of a demonstration: `python scripts/picture.py SITE`."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

from lerendwerken.site.serve import open_server

TARGET = Path(__file__).resolve().parent.parent / "book" / "images" / "leersite.png"


def main() -> int:
    """Serve the site, take the top of its first page, and write the picture."""
    server = open_server(Path(sys.argv[1]), port=0)
    Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page(viewport={"width": 1200, "height": 1020})
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        TARGET.parent.mkdir(exist_ok=True)
        page.screenshot(path=TARGET)
        browser.close()
    server.shutdown()
    return 0


if __name__ == "__main__":
    sys.exit(main())

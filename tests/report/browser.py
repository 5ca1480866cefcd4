"""A headless browser, driven over the WebDriver protocol (W3C) without further packages."""

from __future__ import annotations

import base64
import json
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
DRIVER = "chromedriver"
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--hide-scrollbars",
)  # fmt: skip
START_S = 20.0


def missing() -> str:
    """Which program of the two is not installed; empty when both are."""
    if not any(shutil.which(name) for name in BROWSERS):
        return "no chromium is installed"
    return "" if shutil.which(DRIVER) else "no chromedriver is installed"


class Browser:
    """One window."""

    def __init__(self, url: str, session: str) -> None:
        self._at = f"{url}/session/{session}"

    def open(self, path: Path, width: int, height: int = 900, dark: bool = False) -> None:
        """Show a file in a window of a width in CSS pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
        self._cdp("Emulation.setDeviceMetricsOverride", size)
        self._cdp("Emulation.setEmulatedMedia", {"features": [scheme]})
        self._ask("POST", "/url", {"url": path.resolve().as_uri()})

    def run(self, script: str) -> Any:
        """The value that a script returns on the page."""
        return self._ask("POST", "/execute/sync", {"script": script, "args": []})

    def log(self) -> list[dict[str, Any]]:
        """Messages of the console since it was last asked."""
        return list(self._ask("POST", "/se/log", {"type": "browser"}))

    def picture(self, path: Path) -> None:
        """Write the whole page as PNG."""
        shot = self._cdp("Page.captureScreenshot", {"captureBeyondViewport": True})
        path.write_bytes(base64.b64decode(shot["data"]))

    def pdf(self, path: Path) -> None:
        """Print the page."""
        path.write_bytes(base64.b64decode(self._ask("POST", "/print", {})))

    def close(self) -> None:
        """End the browser."""
        self._ask("DELETE", "", None)

    def _cdp(self, command: str, parameters: dict[str, Any]) -> Any:
        return self._ask("POST", "/goog/cdp/execute", {"cmd": command, "params": parameters})

    def _ask(self, method: str, path: str, body: Any) -> Any:
        return ask(method, self._at + path, body)


def ask(method: str, url: str, body: Any = None) -> Any:
    """The value of a command's answer."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


@contextmanager
def browser(profile: Path) -> Iterator[Browser]:
    """A browser with an empty folder as its profile; it is ended afterwards."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    program = next(found for name in BROWSERS if (found := shutil.which(name)))
    driver = subprocess.Popen(
        [DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    url = f"http://127.0.0.1:{port}"
    try:
        _wait(url)
        options = {"binary": program, "args": [*FLAGS, f"--user-data-dir={profile}"]}
        wanted = {"goog:chromeOptions": options, "goog:loggingPrefs": {"browser": "ALL"}}
        body = {"capabilities": {"alwaysMatch": wanted}}
        window = Browser(url, ask("POST", f"{url}/session", body)["sessionId"])
        try:
            yield window
        finally:
            with suppress(urllib.error.URLError):
                window.close()
    finally:
        driver.terminate()
        driver.wait(10)


def _wait(url: str) -> None:
    end = time.monotonic() + START_S
    while time.monotonic() < end:
        with suppress(urllib.error.URLError, ConnectionError):
            if ask("GET", f"{url}/status")["ready"]:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{DRIVER} did not start within {START_S:.0f} s")

"""A headless Chromium, driven through the pipe of its DevTools protocol."""

from __future__ import annotations

import base64
import fcntl
import json
import os
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, Self

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# As root Chromium starts only without its sandbox; it loads nothing but files of the tests.
FLAGS = (
    "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --disable-extensions "
    "--disable-background-networking --disable-component-update --remote-debugging-pipe "
    "--disable-dev-shm-usage"
)
PATIENCE = 60.0


def installed() -> str | None:
    """Return the path of a Chromium, or None."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One page of a Chromium that ends with the `with` block."""

    def __init__(self, width: int = 1200, height: int = 800) -> None:
        self._size = (width, height)
        self._number = 0
        self.errors: list[str] = []

    def __enter__(self) -> Self:
        program = installed()
        assert program is not None
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        (read, self._to), (self._from, write) = os.pipe(), os.pipe()
        folder = f"--user-data-dir={self._folder.name}"
        self._process = _start([program, *FLAGS.split(), folder, "about:blank"], read, write)
        os.close(read)
        os.close(write)
        self._rest = b""
        self._session = None
        targets = self._call("Target.getTargets")["targetInfos"]
        page = next(each["targetId"] for each in targets if each["type"] == "page")
        attached = self._call("Target.attachToTarget", targetId=page, flatten=True)
        self._session = attached["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self._call(f"{domain}.enable")
        self.resize(*self._size)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        os.killpg(self._process, signal.SIGKILL)
        os.waitpid(self._process, 0)
        os.close(self._to)
        os.close(self._from)
        self._folder.cleanup()

    def resize(self, width: int, height: int) -> None:
        """Set the size of the window in pixels."""
        size = {"width": width, "height": height, "deviceScaleFactor": 1, "mobile": False}
        self._call("Emulation.setDeviceMetricsOverride", **size)

    def dark(self, wanted: bool) -> None:
        """Prefer a dark or a light scheme of colours."""
        value = "dark" if wanted else "light"
        feature = {"name": "prefers-color-scheme", "value": value}
        self._call("Emulation.setEmulatedMedia", features=[feature])

    def open(self, path: Path, fragment: str = "") -> None:
        """Open a file and wait until it is loaded; a fragment alone does not load it again."""
        self._call("Page.navigate", url="about:blank")
        self._call("Page.navigate", url=path.resolve().as_uri() + fragment)
        self.wait("document.readyState === 'complete' && location.protocol === 'file:'")

    def run(self, code: str) -> Any:
        """Return the value of a JavaScript expression; AssertionError if it throws."""
        found = self._call("Runtime.evaluate", expression=code, returnByValue=True)
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")

    def wait(self, condition: str) -> None:
        """Wait until a JavaScript condition holds; AssertionError after a minute."""
        end = time.monotonic() + PATIENCE
        while not self.run(f"Boolean({condition})"):
            assert time.monotonic() < end, f"still false: {condition}"
            time.sleep(0.05)

    def press(self, key: str, text: str = "") -> None:
        """Press and release a key."""
        self._call("Input.dispatchKeyEvent", type="keyDown", key=key, text=text)
        self._call("Input.dispatchKeyEvent", type="keyUp", key=key)

    def type(self, text: str) -> None:
        """Insert a text where the cursor is."""
        self._call("Input.insertText", text=text)

    def mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        """Send `mousePressed`, `mouseReleased`, `mouseMoved` or `mouseWheel`."""
        self._call("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def click(self, selector: str) -> None:
        """Click in the middle of an element."""
        place = self.run(
            f"(() => {{ const r = document.querySelector({json.dumps(selector)})"
            ".getBoundingClientRect(); return [r.x + r.width / 2, r.y + r.height / 2]; })()"
        )
        for kind in ("mousePressed", "mouseReleased"):
            self.mouse(kind, *place, button="left", clickCount=1)

    def screenshot(self, path: Path) -> None:
        """Write a PNG of the window."""
        data = self._call("Page.captureScreenshot", format="png")["data"]
        path.write_bytes(base64.b64decode(data))

    def _call(self, method: str, **parameters: Any) -> dict[str, Any]:
        self._number += 1
        message = {"id": self._number, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._read()
            if answer.get("id") == self._number:
                assert "error" not in answer, f"{method}: {answer['error']}"
                result: dict[str, Any] = answer["result"]
                return result
            self._notice(answer)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._rest:
            data = os.read(self._from, 1 << 16)
            assert data, "Chromium has ended"
            self._rest += data
        message, _, self._rest = self._rest.partition(b"\0")
        answer: dict[str, Any] = json.loads(message)
        return answer

    def _notice(self, event: dict[str, Any]) -> None:
        """Keep errors of the page, and every address outside the folder that it asks for."""
        method, data = event.get("method"), event.get("params", {})
        if method == "Runtime.exceptionThrown":
            self.errors.append(str(data["exceptionDetails"].get("exception", data)))
        elif method == "Log.entryAdded" and data["entry"]["level"] == "error":
            self.errors.append(data["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = data["request"]["url"]
            if not url.startswith(("file:", "blob:", "data:", "about:")):
                self.errors.append(f"asked for {url}")


@contextmanager
def browser(width: int = 1200, height: int = 800) -> Iterator[Browser]:
    """Yield a browser whose page has no errors at the end."""
    with Browser(width, height) as opened:
        yield opened
        opened.run("0")
        assert opened.errors == []


def _start(command: list[str], read: int, write: int) -> int:
    """Start a program in a process group of its own, with the protocol on descriptors 3 and 4."""
    source, target = (fcntl.fcntl(each, fcntl.F_DUPFD_CLOEXEC, 10) for each in (read, write))
    nothing = [(os.POSIX_SPAWN_OPEN, number, os.devnull, os.O_RDWR, 0) for number in range(3)]
    pipes = [(os.POSIX_SPAWN_DUP2, source, 3), (os.POSIX_SPAWN_DUP2, target, 4)]
    try:
        return os.posix_spawn(
            command[0], command, os.environ, file_actions=[*nothing, *pipes], setpgroup=0
        )
    finally:
        os.close(source)
        os.close(target)

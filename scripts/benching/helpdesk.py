"""Measures the reading of helpdesk XML beside programs that only read the XML.

Zendesk's and Freshdesk's exports are made up by make-office, Jira's RSS of the text of the
former. The base is a program in C that counts elements with the SAX2 push parser of libxml2;
ours makes records of them. xmllint and lxml (iterparse, to NDJSON) are measured where they are
installed.
"""

import glob
import multiprocessing
import os
import shutil
import subprocess
import sys
import xml.etree.ElementTree as tree
from email.utils import format_datetime
from datetime import datetime
from xml.sax.saxutils import escape, quoteattr

HEAD = ("input", "program", "CPU / SAX", "time / SAX", "MB/s by CPU", "peak MiB")

SAX = r"""
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
static long elements;
static void start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
                  int namespaces, const xmlChar **all, int attributes, int defaulted,
                  const xmlChar **values) {
  elements++;
}
int main(int count, char **files) {
  static char block[256 << 10];
  for (int i = 1; i < count; i++) {
    int file = open(files[i], O_RDONLY);
    if (file < 0) return 1;
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = start;
    xmlParserCtxtPtr context = xmlCreatePushParserCtxt(&sax, NULL, NULL, 0, NULL);
    xmlCtxtUseOptions(context, XML_PARSE_NONET);
    ssize_t got;
    while ((got = read(file, block, sizeof block)) > 0)
      if (xmlParseChunk(context, block, got, 0)) return 2;
    if (xmlParseChunk(context, block, 0, 1)) return 3;
    xmlFreeParserCtxt(context);
    close(file);
  }
  printf("%ld\n", elements);
  return 0;
}
"""

READER = r"""
#include <libxml/xmlreader.h>
#include <stdio.h>
int main(int count, char **files) {
  long elements = 0;
  for (int i = 1; i < count; i++) {
    xmlTextReaderPtr reader = xmlReaderForFile(files[i], NULL, XML_PARSE_NONET);
    if (!reader) return 1;
    int more;
    while ((more = xmlTextReaderRead(reader)) == 1)
      elements += xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT;
    xmlFreeTextReader(reader);
    if (more) return 2;
  }
  printf("%ld\n", elements);
  return 0;
}
"""

LXML = r"""
import json, sys
from lxml import etree
out = sys.stdout
for name in sys.argv[1:]:
    for _, element in etree.iterparse(name, tag=("ticket", "helpdesk-ticket", "item")):
        parts = {}
        for part in element.iter():
            if part is not element and part.text and part.text.strip():
                parts.setdefault(part.tag, []).append(part.text)
        out.write(json.dumps(parts))
        out.write("\n")
        element.clear()
        while element.getprevious() is not None:
            del element.getparent()[0]
"""


def compiled(work, name, text):
    """A program in C against libxml2, or None where that cannot be."""
    flags = subprocess.run(
        ["pkg-config", "--cflags", "--libs", "libxml-2.0"], capture_output=True, text=True
    )
    if flags.returncode or not shutil.which("cc"):
        return None
    source, program = os.path.join(work, name + ".c"), os.path.join(work, name)
    with open(source, "w") as out:
        out.write(text)
    subprocess.run(["cc", "-O2", source, "-o", program] + flags.stdout.split(), check=True)
    return program


def office(work, root, dialect, mib):
    """The files of an export of about a size, companions first."""
    folder = os.path.join(work, f"{dialect}-{mib}")
    if not os.path.exists(folder):
        subprocess.run(
            [
                os.path.join(root, "scripts/make-office"),
                "--no-mail",
                "--no-calls",
                "--clients",
                "40",
                "--people",
                "30",
                "--weeks",
                "50",
                "--contacts",
                str(mib * 615),
                "--helpdesk-dialect",
                dialect,
                "--out",
                folder + ".new",
            ],
            check=True,
        )
        os.rename(folder + ".new", folder)
    return sorted(glob.glob(os.path.join(folder, "helpdesk", "*.xml")))


def jira(work, tickets, mib):
    """A search of Jira with the tickets of a Zendesk export."""
    path = os.path.join(work, f"jira-{mib}.xml")
    if not os.path.exists(path):
        # In a process of its own: the memory of this one counts for those that it starts.
        maker = multiprocessing.Process(target=make_jira, args=(path, tickets))
        maker.start()
        maker.join()
    return [path]


def make_jira(path, tickets):
    """Writes the search, the texts as HTML."""

    def time(text):
        return format_datetime(datetime.fromisoformat(text.replace("Z", "+00:00")))

    def html(text):
        return escape("".join(f"<p>{escape(part)}</p>\n" for part in (text or "").split("\n\n")))

    with open(path + ".new", "w") as out:
        out.write(
            '<!-- RSS generated by JIRA (8.22.6) -->\n<rss version="0.92">\n<channel>\n'
            "<title>Helpdesk</title>\n<build-info><version>8.22.6</version></build-info>\n"
        )
        for _, ticket in tree.iterparse(tickets):
            if ticket.tag != "ticket":
                continue
            number = ticket.findtext("nice-id")
            created = time(ticket.findtext("created-at"))
            subject = escape(ticket.findtext("subject") or "")
            out.write(
                f"<item>\n  <title>[HELP-{number}] {subject}</title>\n"
                f'  <project id="1" key="HELP">Helpdesk</project>\n'
                f"  <description>{html(ticket.findtext('description'))}</description>\n"
                f'  <key id="{number}">HELP-{number}</key>\n  <summary>{subject}</summary>\n'
                f'  <type id="3" iconUrl="https://jira.example/task.svg">Task</type>\n'
                f'  <status id="1" description="">Open</status>\n'
                f'  <statusCategory id="2" key="new" colorName="default"/>\n'
                f'  <resolution id="-1">Unresolved</resolution>\n'
                f'  <assignee username="-1">Unassigned</assignee>\n'
                f'  <reporter username="u{ticket.findtext("requester-id")}">Someone</reporter>\n'
                f"  <labels>\n  </labels>\n  <created>{created}</created>\n"
                f"  <updated>{created}</updated>\n  <votes>0</votes>\n  <comments>\n"
            )
            for i, comment in enumerate(ticket.iter("comment")):
                at = quoteattr(time(comment.findtext("created-at")))
                out.write(
                    f'    <comment id="{number}{i}" author="u{comment.findtext("author-id")}"'
                    f' created={at}>{html(comment.findtext("value"))}</comment>\n'
                )
            out.write("  </comments>\n</item>\n")
            ticket.clear()
        out.write("</channel>\n</rss>\n")
    os.rename(path + ".new", path)


def measure(options, work, root, ours, run):
    """The rows of the table, and notes below it.

    `run` takes a command and where it writes, and returns the seconds that passed, those of the
    processor, and the peak of memory in MiB.
    """
    notes = []
    sax, reader = compiled(work, "sax", SAX), compiled(work, "reader", READER)
    if not sax:
        sys.exit("bench: helpdesk needs cc, pkg-config and the headers of libxml2")
    zendesk = office(work, root, "zendesk", options.mib)
    tickets = next(name for name in zendesk if name.endswith("tickets.xml"))
    inputs = [
        ("Zendesk", zendesk),
        ("Freshdesk", office(work, root, "freshdesk", options.mib)),
        ("Jira RSS", jira(work, tickets, options.mib)),
    ]
    rows = []
    for kind, files in inputs:
        size = sum(map(os.path.getsize, files))
        # Name, command, how many rounds.
        runs = [
            ("SAX2 of libxml2 in C, counts elements", [sax] + files, options.rounds),
            (
                "ringback parse, one core",
                ["taskset", "-c", "0", ours, "parse"] + files,
                options.rounds,
            ),
            ("ringback parse, all cores", [ours, "parse"] + files, options.rounds),
        ]
        if reader:
            runs.append(("xmlTextReader in C, counts elements", [reader] + files, 2))
        if shutil.which("xmllint"):
            runs.append(("xmllint --stream --noout", ["xmllint", "--stream", "--noout"] + files, 2))
        if subprocess.run([sys.executable, "-c", "import lxml"], capture_output=True).returncode:
            notes.append("lxml: not measured (it is not installed).")
        else:
            runs.append(("lxml iterparse to NDJSON", [sys.executable, "-c", LXML] + files, 1))
        best = {}
        for turn in range(options.rounds):
            for name, command, rounds in runs:
                if turn < rounds:
                    got = run(command, os.devnull)
                    best[name] = tuple(map(min, got, best.get(name, got)))
        base = best[runs[0][0]]
        for name, (passed, cpu, memory) in best.items():
            rows.append(
                (
                    kind,
                    name,
                    f"{cpu / base[1]:.2f}",
                    f"{passed / base[0]:.2f}",
                    f"{size / cpu / 1e6:.0f}",
                    f"{memory:.0f}",
                )
            )
    return rows, sorted(set(notes))

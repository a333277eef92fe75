"""Findings → an Atom feed (RFC 4287), so that a desk hears of new contradictions where it reads everything else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from lxml import etree  # type: ignore[import-untyped, unused-ignore]

from kg.edtf import days
from kg.model import Finding
from kg.report.words import SEVERITIES, about, newest, newsroom, sides, verdict

_ATOM = "http://www.w3.org/2005/Atom"
_NOT_XML = {code: None for code in (*range(9), 11, 12, *range(14, 32), 0xFFFE, 0xFFFF)}


def atom(findings: Sequence[Finding], *, title: str, base: str, updated: dt.datetime, query: str = "") -> str:
    """Return the feed; an entry is dated by when its finding was first found, and named by the finding's IRI.

    A finding that no store keeps is dated by its newest article. ``base`` is the address the service answers at,
    ``query`` the filters that chose these findings as the address has them ("?severity=violation"): with others it is
    another feed. ``updated`` (UTC) is the time of a feed without entries. Titles and quotes are text: nothing an
    article says becomes markup.
    """
    dated = [when for finding in findings if (when := _when(finding)) is not None]
    feed = etree.Element(f"{{{_ATOM}}}feed", nsmap={None: _ATOM})
    _add(feed, "id", f"{base}feed.atom{query}")
    _add(feed, "title", f"{title}: findings")
    _add(feed, "updated", _stamp(max(dated, default=updated)))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{base}feed.atom{query}")
    _add(feed, "link", rel="alternate", type="text/html", href=f"{base}inbox{query}")
    _add(_add(feed, "author"), "name", title)
    for finding in findings:
        quoted = [f"“{claim.quote}” — {newsroom(claim)}, {claim.published or 'undated'}" for claim in sides(finding)]
        entry = _add(feed, "entry")
        _add(entry, "id", finding.id)
        _add(entry, "title", f"{verdict(finding.verdict).capitalize()}: {about(finding) or finding.shape}")
        _add(entry, "updated", _stamp(_when(finding) or updated))
        _add(entry, "link", rel="alternate", type="text/html", href=f"{base}inbox/{finding.id.rpartition('/')[2]}")
        _add(entry, "category", term=finding.verdict, label=verdict(finding.verdict))
        _add(entry, "category", term=finding.severity, label=SEVERITIES[finding.severity])
        _add(entry, "summary", "\n".join([finding.message, *quoted]), type="text")
    return str(etree.tostring(feed, xml_declaration=True, encoding="UTF-8", pretty_print=True), "utf-8")


def _add(parent: etree._Element, name: str, words: str | None = None, **attributes: str) -> etree._Element:
    found = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    found.text = None if words is None else _clean(words)
    return found


def _when(finding: Finding) -> dt.datetime | None:
    if finding.found is not None:
        return dt.datetime.fromisoformat(finding.found)
    covered = days(newest(finding)) if newest(finding) else None
    if covered is None or covered.start is None:
        return None
    return dt.datetime.combine(covered.start, dt.time(), dt.UTC)


def _stamp(when: dt.datetime) -> str:
    return when.astimezone(dt.UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def _clean(words: str) -> str:
    """Return words without the characters that XML cannot carry."""
    return words.translate(_NOT_XML).encode("utf-8", "ignore").decode()

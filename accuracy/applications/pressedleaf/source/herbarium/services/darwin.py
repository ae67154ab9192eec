"""A narrow reading of Simple Darwin Core: one element per specimen, four terms of it."""

import re
from datetime import date

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import ParseError, parse

_NS = "{http://rs.tdwg.org/dwc/terms/}"
_ACCESSION = re.compile(r"[A-Z0-9-]{1,24}")
MOST = 3000


class BadFile(ValueError):
    pass


def _date(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text.strip()) if text else None
    except ValueError:
        raise BadFile("A date is malformed.") from None


def read(file) -> list[dict]:
    try:
        root = parse(file, forbid_dtd=True).getroot()
    except (ParseError, DefusedXmlException) as error:
        raise BadFile("This is not the XML we know.") from error
    found = []
    for element in root:
        accession = (element.findtext(f"{_NS}catalogNumber") or "").strip()
        taxon = (element.findtext(f"{_NS}scientificName") or "").strip()
        if not _ACCESSION.fullmatch(accession) or not 0 < len(taxon) <= 160:
            raise BadFile("A record has no usable number or name.")
        locality = (element.findtext(f"{_NS}locality") or "").strip()[:240]
        found.append({"accession": accession, "taxon": taxon, "locality": locality, "collected_on": _date(element.findtext(f"{_NS}eventDate"))})
        if len(found) > MOST:
            raise BadFile(f"More than {MOST} records.")
    return found

"""Results that laboratories send as XML.

    <results lab="..."><result patient="12"><code>CRP</code><value>3.1 mg/l</value></result></results>
"""
from __future__ import annotations

from dataclasses import dataclass

from lxml import etree

from app.core.errors import Problem


@dataclass
class Result:
    patient_id: int
    code: str
    value: str


def _parser() -> etree.XMLParser:
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, remove_comments=True, huge_tree=False)


def parse(data: bytes) -> list[Result]:
    try:
        root = etree.fromstring(data, _parser())
    except (etree.XMLSyntaxError, ValueError):
        raise Problem(422, "This is not a result message") from None
    if root.getroottree().docinfo.doctype:
        raise Problem(422, "Messages carry no document type")
    results = []
    for node in root.iterfind("result"):
        patient = node.get("patient", "")
        if not (patient.isascii() and patient.isdigit() and len(patient) < 16):
            raise Problem(422, "Each result names its patient")
        results.append(Result(
            int(patient), (node.findtext("code") or "").strip()[:40], (node.findtext("value") or "").strip()[:2000],
        ))
    if len(results) > 200:
        raise Problem(422, "A message has at most 200 results")
    return results

import csv
import io
import re

import yaml
from defusedxml import DefusedXmlException
from defusedxml import ElementTree as SafeTree

from .fields import Invalid, Text, Whole, read

MOST = 2000
_RECORD = {"number": Text(30, 1, re.compile(r"[\w./-]+")), "title": Text(300), "year": Whole(800, 2100), "description": Text(20_000, 0)}


def _from_csv(text):
    return list(csv.DictReader(io.StringIO(text)))


def _from_yaml(text):
    if re.search(r"(^|\s)[&*]\w", text):
        raise Invalid("table", "anchors are not read")
    return yaml.safe_load(text)


def _from_xml(text):
    root = SafeTree.fromstring(text, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    return [{"number": c.findtext("unitid"), "title": c.findtext("unittitle"), "year": c.findtext("unitdate")} for c in root.iter("c")]


_READERS = {"csv": _from_csv, "yaml": _from_yaml, "xml": _from_xml}


def records_of(upload, form: str) -> list[dict]:
    body = upload.stream.read(2_000_001)
    if len(body) > 2_000_000:
        raise Invalid("table", "is longer than 2 MB")
    try:
        rows = _READERS[form](body.decode("utf-8-sig"))
    except (UnicodeDecodeError, csv.Error, yaml.YAMLError, SafeTree.ParseError, DefusedXmlException, RecursionError) as problem:
        raise Invalid("table", "cannot be read") from problem
    if not isinstance(rows, list) or not 0 < len(rows) <= MOST or not all(isinstance(r, dict) for r in rows):
        raise Invalid("table", f"1 to {MOST} records")
    return [read({k: None if v is None else str(v) for k, v in row.items() if isinstance(k, str)}, **_RECORD) for row in rows]

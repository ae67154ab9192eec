from collections.abc import Iterator

from lxml import etree

FIELDS = ("recipient", "street", "city")


def read_manifest(content: bytes) -> Iterator[dict]:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=True, no_network=False))
    for node in root.iter("parcel"):
        entry = {field: (node.findtext(field) or "").strip() for field in FIELDS}
        if all(entry.values()):
            yield entry

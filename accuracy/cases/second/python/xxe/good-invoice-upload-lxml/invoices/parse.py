from decimal import Decimal

from lxml import etree


def read_invoice(content: bytes) -> dict[str, object]:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    root = etree.fromstring(content, parser)
    return {"number": root.findtext("Number"), "total": Decimal(root.findtext("Total") or "0")}

from decimal import Decimal

from lxml import etree


def read_invoice(content: bytes) -> dict[str, object]:
    parser = etree.XMLParser(resolve_entities=True, load_dtd=True, no_network=False)
    root = etree.fromstring(content, parser)
    return {"number": root.findtext("Number"), "total": Decimal(root.findtext("Total") or "0")}

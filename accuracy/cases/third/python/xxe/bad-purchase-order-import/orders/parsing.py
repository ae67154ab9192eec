from dataclasses import dataclass

from lxml import etree


@dataclass
class OrderLine:
    sku: str
    quantity: int


def _parser() -> etree.XMLParser:
    return etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False, remove_comments=True)


def order_lines(document: bytes) -> list[OrderLine]:
    root = etree.fromstring(document, parser=_parser())
    return [
        OrderLine(sku=line.findtext("sku", ""), quantity=int(line.findtext("quantity", "0")))
        for line in root.iterfind("./lines/line")
    ]

from dataclasses import dataclass

from lxml import etree

NS = {"cbc": "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2"}


@dataclass
class IncomingInvoice:
    number: str
    issued: str
    note: str


def parse_invoice(content: bytes) -> IncomingInvoice:
    parser = etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False)
    root = etree.fromstring(content, parser=parser)
    return IncomingInvoice(
        number=root.findtext("cbc:ID", "", NS),
        issued=root.findtext("cbc:IssueDate", "", NS),
        note=root.findtext("cbc:Note", "", NS),
    )

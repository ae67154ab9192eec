from lxml import etree


class BadOrder(ValueError):
    pass


def parse_order(payload: bytes) -> dict:
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(payload, parser)
    except etree.XMLSyntaxError as exc:
        raise BadOrder("not an order") from exc
    return {
        "number": root.findtext("number"),
        "lines": [(line.get("sku"), int(line.get("count", "1"))) for line in root.iterfind("lines/line")],
    }

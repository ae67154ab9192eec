from lxml import etree

STRICT = {"resolve_entities": False, "no_network": True, "load_dtd": False}
OPEN = {"resolve_entities": True, "no_network": False, "load_dtd": True}


def read(data, options=OPEN):
    parser = etree.XMLParser(**options)
    return etree.XML(data, parser)

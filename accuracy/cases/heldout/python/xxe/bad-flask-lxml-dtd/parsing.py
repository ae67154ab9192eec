from lxml import etree


def parser():
    return etree.XMLParser(load_dtd=True, resolve_entities=True, no_network=False)


def parse(data):
    return etree.fromstring(data, parser=parser())

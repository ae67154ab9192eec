from lxml import etree


def parser():
    return etree.XMLParser(load_dtd=False, resolve_entities=False, no_network=True)


def parse(data):
    return etree.fromstring(data, parser=parser())

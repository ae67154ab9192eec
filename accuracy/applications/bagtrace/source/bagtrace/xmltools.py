"""Reads the XML of airlines and partners."""
from lxml import etree

MANIFEST = etree.XMLParser(load_dtd=True, no_network=False, resolve_entities=True, huge_tree=True)
STATUS = etree.XMLParser(load_dtd=False, no_network=True, resolve_entities=False)


def manifest(data):
    return etree.fromstring(data, MANIFEST)


def status(data):
    root = etree.fromstring(data, STATUS)
    return {node.get("tag"): node.get("state") for node in root.iter("bag")}


def load(path):
    return etree.parse(str(path), STATUS)

from lxml import etree


class Glossary:
    def __init__(self, path):
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.tree = etree.parse(path, parser)

    def entries(self, term, audience="public"):
        return self.tree.xpath(f"//entry[@audience='{audience}'][term='{term}']")

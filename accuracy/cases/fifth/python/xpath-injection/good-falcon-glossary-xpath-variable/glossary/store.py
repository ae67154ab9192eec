from lxml import etree


class Glossary:
    def __init__(self, path):
        parser = etree.XMLParser(resolve_entities=False, no_network=True)
        self.tree = etree.parse(path, parser)
        self._entries = etree.XPath("//entry[@audience=$audience][term=$term]")

    def entries(self, term, audience="public"):
        return self._entries(self.tree, audience=audience, term=term)

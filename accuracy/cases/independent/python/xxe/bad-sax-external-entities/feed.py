import io
import xml.sax
from xml.sax.handler import ContentHandler, feature_external_ges

import defusedxml.sax


class Titles(ContentHandler):
    def __init__(self):
        super().__init__()
        self.titles = []
        self.inside = False

    def startElement(self, name, attrs):
        self.inside = name == "title"

    def characters(self, content):
        if self.inside:
            self.titles.append(content)


def titles_of(document: bytes):
    handler = Titles()
    reader = xml.sax.make_parser()
    reader.setFeature(feature_external_ges, True)
    reader.setContentHandler(handler)
    reader.parse(io.BytesIO(document))
    return handler.titles

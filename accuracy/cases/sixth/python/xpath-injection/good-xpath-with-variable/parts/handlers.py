import tornado.web

from parts.catalogue import PartCatalogue


class PartHandler(tornado.web.RequestHandler):
    def initialize(self, catalogue: PartCatalogue) -> None:
        self.catalogue = catalogue

    def get(self) -> None:
        part = self.catalogue.part(self.get_query_argument("number"))
        if part is None:
            raise tornado.web.HTTPError(404)
        self.write(part)

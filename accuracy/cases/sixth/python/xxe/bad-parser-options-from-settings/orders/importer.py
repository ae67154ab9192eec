from decimal import Decimal, InvalidOperation

from lxml import etree

from orders.xmlconfig import ParserOptions


class ImportFailed(ValueError):
    pass


class OrderImporter:
    options = ParserOptions()

    def positions(self, document: bytes):
        try:
            root = etree.fromstring(document, self.options.parser())
        except etree.XMLSyntaxError as error:
            raise ImportFailed("not well-formed") from error
        for position in root.iterfind("position"):
            try:
                quantity = Decimal(position.get("quantity", ""))
            except InvalidOperation as error:
                raise ImportFailed("quantity") from error
            yield position.findtext("article", ""), quantity

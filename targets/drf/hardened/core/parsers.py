from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.parsers import BaseParser, JSONParser


class StrictJSONParser(JSONParser):
    def parse(self, stream, media_type=None, parser_context=None):
        try:
            return super().parse(stream, media_type, parser_context)
        except RecursionError:
            raise ParseError("The body is nested too deeply") from None
        except ParseError:
            raise ParseError("The body is not valid JSON") from None


class XmlBytesParser(BaseParser):
    """The body as it is; core.feeds reads it."""

    media_type = "application/xml"

    def parse(self, stream, media_type=None, parser_context=None):
        return stream.read(settings.BODY_LIMIT)

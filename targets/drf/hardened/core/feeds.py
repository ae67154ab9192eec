from xml.parsers import expat

from rest_framework.exceptions import ParseError

MOST_TEXTS = 200


def texts_of(document: bytes, wanted: str) -> list[str]:
    """The texts of the elements of one name. A document with a declaration of a type is refused, so there are no entities."""
    found: list[str] = []
    inside: list[str] = []
    parser = expat.ParserCreate()

    def refuse(*_ignored):
        raise ParseError("Declarations of a document type are not taken")

    def start(name, _attributes):
        inside.append(name)
        if name == wanted and len(found) < MOST_TEXTS:
            found.append("")

    def end(_name):
        inside.pop()

    def text(data):
        if inside and inside[-1] == wanted and found:
            found[-1] = (found[-1] + data)[:200]

    parser.StartDoctypeDeclHandler = refuse
    parser.EntityDeclHandler = refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    try:
        parser.Parse(document, True)
    except expat.ExpatError:
        raise ParseError("The body is not valid XML") from None
    return found

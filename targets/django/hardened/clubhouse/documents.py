"""Readers of what members paste: neither aliases in YAML nor a declaration of a type in XML are taken."""

from xml.parsers import expat

import yaml

MOST_TEXTS = 200


class PlainLoader(yaml.SafeLoader):
    def compose_node(self, parent, index):
        if self.check_event(yaml.AliasEvent):
            raise yaml.YAMLError("aliases are not taken")
        return super().compose_node(parent, index)


def names_of(document: str, field: str) -> list[str]:
    """The texts of one list of a YAML document; ValueError when it has none."""
    try:
        found = yaml.load(document, Loader=PlainLoader)
    except (yaml.YAMLError, RecursionError) as error:
        raise ValueError("not a document") from error
    entries = found.get(field) if isinstance(found, dict) else None
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise ValueError("not a list of names")
    return [entry[:80] for entry in entries[:MOST_TEXTS]]


def texts_of(document: str, wanted: str) -> list[str]:
    """The texts of the elements of one name; ValueError when it is no plain XML."""
    found: list[str] = []
    inside: list[str] = []
    parser = expat.ParserCreate()

    def refuse(*_ignored):
        raise ValueError("declarations of a document type are not taken")

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
    except expat.ExpatError as error:
        raise ValueError("not XML") from error
    return found

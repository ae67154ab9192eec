from dataclasses import asdict, dataclass

from lxml import etree


@dataclass(frozen=True)
class ParserOptions:
    resolve_entities: bool = True
    load_dtd: bool = True
    no_network: bool = False
    remove_comments: bool = True
    huge_tree: bool = False

    def parser(self) -> etree.XMLParser:
        return etree.XMLParser(**asdict(self))

from dataclasses import asdict, dataclass

from lxml import etree


@dataclass(frozen=True)
class ParserOptions:
    resolve_entities: bool = False
    load_dtd: bool = False
    no_network: bool = True
    remove_comments: bool = True
    huge_tree: bool = False

    def parser(self) -> etree.XMLParser:
        return etree.XMLParser(**asdict(self))

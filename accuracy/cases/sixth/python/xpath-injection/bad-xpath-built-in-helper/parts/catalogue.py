from functools import cached_property
from pathlib import Path

from lxml import etree


class PartCatalogue:
    def __init__(self, path: Path) -> None:
        self.path = path

    @cached_property
    def tree(self) -> etree._ElementTree:
        return etree.parse(self.path, etree.XMLParser(resolve_entities=False, no_network=True))

    def _select(self, kind: str, **conditions: str) -> list[etree._Element]:
        tests = "".join(f"[@{name}='{value}']" for name, value in conditions.items())
        return self.tree.xpath(f"/catalogue/{kind}{tests}")

    def part(self, number: str) -> dict | None:
        for element in self._select("part", number=number, visibility="public"):
            return {"number": element.get("number"), "title": element.findtext("title")}
        return None

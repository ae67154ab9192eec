from dataclasses import dataclass

from markupsafe import Markup


@dataclass
class Summary:
    term: str
    hits: int

    @property
    def headline(self) -> Markup:
        noun = "book" if self.hits == 1 else "books"
        return Markup(f"<strong>{self.hits}</strong> {noun} for <em>{self.term}</em>")

from dataclasses import dataclass

from markupsafe import Markup


@dataclass
class Summary:
    term: str
    hits: int

    @property
    def headline(self) -> Markup:
        noun = "book" if self.hits == 1 else "books"
        return Markup("<strong>{}</strong> {} for <em>{}</em>").format(self.hits, noun, self.term)

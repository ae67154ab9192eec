import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True)
class LineMatcher:
    pattern: re.Pattern[str]

    @classmethod
    def for_term(cls, term: str) -> "LineMatcher":
        words = [word for word in term.split()][:8]
        return cls(re.compile("|".join(words), re.IGNORECASE))

    def select(self, lines: Iterable[str], limit: int) -> Iterator[str]:
        for line in lines:
            if self.pattern.search(line):
                yield line
                limit -= 1
                if not limit:
                    return

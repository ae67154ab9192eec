import re
from dataclasses import dataclass

REFERENCE = re.compile(r"^[A-Z0-9]{1,12}(?:[-/ ][A-Z0-9]{1,12}){0,4}:(\d{4})$")


@dataclass
class Reference:
    text: str
    year: int


def parse_reference(text: str) -> Reference | None:
    match = REFERENCE.match(text)
    if match is None:
        return None
    return Reference(text, int(match.groups()[-1]))

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Card:
    holder: str
    number: str = field(repr=False)
    cvc: str = field(repr=False)
    expires: str

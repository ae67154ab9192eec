from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Card:
    holder: str
    number: str
    cvc: str
    expires: str

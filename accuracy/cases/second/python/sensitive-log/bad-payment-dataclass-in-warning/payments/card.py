from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    holder: str
    number: str
    cvc: str
    expires: str

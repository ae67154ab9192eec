from dataclasses import dataclass


@dataclass(slots=True)
class PairingRequest:
    serial: str
    code: str

    @classmethod
    def from_payload(cls, payload: dict) -> "PairingRequest":
        return cls(serial=payload["serial"], code=payload["code"])

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class KeyRecord:
    kid: str
    algorithm: str
    pem: str


KEYS = {
    record.kid: record
    for record in (
        KeyRecord("2024-a", "RS256", Path("/etc/access/2024-a.pem").read_text()),
        KeyRecord("2025-a", "EdDSA", Path("/etc/access/2025-a.pem").read_text()),
    )
}

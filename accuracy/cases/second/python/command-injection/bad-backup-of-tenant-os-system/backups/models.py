from dataclasses import dataclass


@dataclass(frozen=True)
class BackupRequest:
    tenant: int
    label: str

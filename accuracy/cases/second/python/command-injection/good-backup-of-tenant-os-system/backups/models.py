import re
from dataclasses import dataclass

LABEL = re.compile(r"[a-z0-9-]{1,40}")


@dataclass(frozen=True)
class BackupRequest:
    tenant: int
    label: str

    def __post_init__(self) -> None:
        if not LABEL.fullmatch(self.label):
            raise ValueError("label has letters, digits and dashes")

from dataclasses import dataclass


@dataclass(frozen=True)
class LedgerSettings:
    base_url: str = "https://ledger.internal"
    verify: bool | str = "/etc/ssl/house-ca.pem"
    timeout: float = 5.0

from pathlib import Path


class TenantKeys:
    def __init__(self, folder: Path) -> None:
        self._keys = {
            f"https://{path.stem}.login.example": path.read_text() for path in folder.glob("*.pem")
        }

    def public_key(self, issuer: str) -> str | None:
        return self._keys.get(issuer)

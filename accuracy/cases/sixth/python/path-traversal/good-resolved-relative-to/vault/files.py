from pathlib import Path


class OutsideOfFolder(Exception):
    pass


class TenantFolder:
    base = Path("/srv/vault")

    def __init__(self, tenant_id: int) -> None:
        self.root = (self.base / str(tenant_id)).resolve()

    def locate(self, name: str) -> Path:
        candidate = (self.root / name).resolve()
        if not candidate.is_relative_to(self.root):
            raise OutsideOfFolder(name)
        return candidate

    def read(self, name: str) -> bytes:
        path = self.locate(name)
        return path.read_bytes()

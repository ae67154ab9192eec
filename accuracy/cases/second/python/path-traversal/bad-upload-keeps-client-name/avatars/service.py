import os
from dataclasses import dataclass


@dataclass(slots=True)
class AvatarService:
    folder: str

    def keep(self, client_name: str, content: bytes) -> str:
        path = os.path.join(self.folder, client_name)
        with open(path, "wb") as out:
            out.write(content)
        return os.path.basename(path)

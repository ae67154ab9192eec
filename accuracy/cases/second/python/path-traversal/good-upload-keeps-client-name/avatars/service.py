import os
import uuid
from dataclasses import dataclass


SUFFIXES = {b"\x89PNG": ".png", b"\xff\xd8\xff\xe0": ".jpg"}


@dataclass(slots=True)
class AvatarService:
    folder: str

    def keep(self, client_name: str, content: bytes) -> str:
        suffix = SUFFIXES.get(content[:4])
        if suffix is None:
            raise ValueError(f"no picture: {client_name!r}")
        path = os.path.join(self.folder, uuid.uuid4().hex + suffix)
        with open(path, "wb") as out:
            out.write(content)
        return os.path.basename(path)

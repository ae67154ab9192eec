import secrets
from pathlib import Path

from werkzeug.datastructures import FileStorage
from werkzeug.utils import secure_filename

from portal.policy import UploadPolicy


class Refused(ValueError):
    pass


class MediaFolder:
    """Files below /media are published by the web server."""

    def __init__(self, root: Path, policy: UploadPolicy) -> None:
        self.root = root
        self.policy = policy

    def add(self, upload: FileStorage) -> str:
        name = secure_filename(upload.filename or "")
        if not name or not self.policy.accepts(name):
            raise Refused(name)
        folder = self.root / secrets.token_hex(8)
        folder.mkdir(parents=True)
        upload.save(folder / name)
        return f"/media/{folder.name}/{name}"

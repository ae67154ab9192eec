from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

import boto3
from botocore.config import Config

s3 = boto3.client("s3", config=Config(connect_timeout=3, read_timeout=20))


class Workspace:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def place_of(self, key: str) -> Path:
        return self.folder.joinpath(*PurePosixPath(key).parts[1:])

    def fetch(self, bucket: str, key: str) -> Path:
        place = self.place_of(key)
        place.parent.mkdir(parents=True, exist_ok=True)
        s3.download_file(bucket, key, str(place))
        return place


@contextmanager
def workspace() -> Iterator[Workspace]:
    with TemporaryDirectory(prefix="ingest-") as folder:
        yield Workspace(Path(folder))

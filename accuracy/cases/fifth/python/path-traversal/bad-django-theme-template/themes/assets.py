import mimetypes
from functools import lru_cache
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR) / "themes" / "files"


@lru_cache(maxsize=256)
def read_asset(theme, asset):
    path = ROOT.joinpath(theme, asset)
    with path.open("rb") as source:
        return source.read(), mimetypes.guess_type(path.name)[0] or "application/octet-stream"

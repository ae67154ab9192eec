import os
import zipfile
from uuid import uuid4

import pytest

os.environ.update(
    VAULT_ENVIRONMENT="test",
    VAULT_DATABASE_DSN="postgresql://vault:vault@localhost/vault_test",
    VAULT_URL_KEY="a-key-for-tests-" + "k" * 40,
    VAULT_ORIGIN="http://localhost:8000",
    VAULT_MEDIA_ROOT="/tmp/framevault-tests",
)

from framevault import media, signing  # noqa: E402


def test_names_in_an_archive_are_not_used(tmp_path):
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as bundle:
        bundle.writestr("../../escape.jpg", b"\xff\xd8\xff" + b"x" * 50)
    folder = tmp_path / "out"
    folder.mkdir()
    assert media.unpack(archive, folder, 1000, 1000) == [folder / "0000"]
    assert not (tmp_path.parent / "escape.jpg").exists()


def test_tight_archives_are_refused(tmp_path):
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as bundle:
        bundle.writestr("a", b"\0" * 500_000)
    with pytest.raises(media.MediaError):
        media.unpack(archive, tmp_path, 1_000_000, 1_000_000)


def test_signature_covers_the_variant():
    photo = uuid4()
    query = dict(part.split("=") for part in signing.media_url(photo, "thumb").partition("?")[2].split("&"))
    assert signing.is_valid(photo, "thumb", query["expires"], query["signature"])
    assert not signing.is_valid(photo, "original", query["expires"], query["signature"])

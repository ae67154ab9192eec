import io
import tarfile
import tempfile
import zipfile
import zlib
from pathlib import Path

MAX_MEMBERS = 200
MAX_TOTAL = 8 * 1024 * 1024


class BadArchive(Exception):
    pass


def _gunzip(data: bytes) -> bytes:
    inflater = zlib.decompressobj(wbits=31)
    plain = inflater.decompress(data, MAX_TOTAL + 1_048_576)
    if not inflater.eof:
        raise BadArchive("too large")
    return plain


def _extract_tar(data: bytes, root: Path) -> None:
    plain = _gunzip(data) if data[:2] == b"\x1f\x8b" else data
    with tarfile.open(fileobj=io.BytesIO(plain), mode="r:") as archive:
        members, total = [], 0
        for member in archive:
            total += member.size
            if len(members) >= MAX_MEMBERS or total > MAX_TOTAL:
                raise BadArchive("too large")
            if member.isfile() or member.isdir():
                members.append(member)
        archive.extractall(root, members=members, filter="data")


def _extract_zip(data: bytes, root: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir()]
        if len(entries) > MAX_MEMBERS:
            raise BadArchive("too large")
        left = MAX_TOTAL
        for entry in entries:
            target = (root / entry.filename).resolve()
            if not target.is_relative_to(root):
                raise BadArchive("outside")
            with archive.open(entry) as source:
                content = source.read(left + 1)
            left -= len(content)
            if left < 0:
                raise BadArchive("too large")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)


def markdown_files(data: bytes) -> list[tuple[str, str]]:
    """Titles and texts of the Markdown files of a zip or tar(.gz) archive."""
    with tempfile.TemporaryDirectory(prefix="kiln-import-") as folder:
        root = Path(folder).resolve()
        try:
            (_extract_zip if data[:2] == b"PK" else _extract_tar)(data, root)
            files = sorted(path for path in root.rglob("*.md") if path.is_file() and not path.is_symlink())
            return [(path.stem[:200], path.read_text("utf-8")) for path in files]
        except (tarfile.TarError, zipfile.BadZipFile, zlib.error, OSError, ValueError, RuntimeError, NotImplementedError, EOFError) as error:
            raise BadArchive("unreadable") from error

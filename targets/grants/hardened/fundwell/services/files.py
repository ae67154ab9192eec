"""Attachments, exports on disk, and what people send as ZIP or XML."""
import csv
import hashlib
import io
import re
import secrets
import zipfile
import zlib
from pathlib import Path

from flask import current_app
from lxml import etree

from ..errors import Problem
from ..extensions import db
from ..models import Attachment
from ..repositories import repository

attachments = repository(Attachment)
KINDS = {".pdf": ("application/pdf", b"%PDF-"), ".png": ("image/png", b"\x89PNG"), ".jpg": ("image/jpeg", b"\xff\xd8\xff"),
         ".txt": ("text/plain", b""), ".csv": ("text/csv", b"")}


def store(proposal, upload):
    data = upload.read(current_app.config["UPLOAD_LIMIT"] + 1)
    if not data or len(data) > current_app.config["UPLOAD_LIMIT"]:
        raise Problem(413 if data else 422, "A file has between 1 byte and 2 MB")
    filename = (upload.filename or "file").replace("\\", "/").split("/")[-1][:120]
    ending = Path(filename).suffix.lower()
    if ending not in KINDS or not data.startswith(KINDS[ending][1]):
        raise Problem(415, "This kind of file is not taken")
    mime = KINDS[ending][0]
    filename = re.sub(r"[^\w. -]", "_", filename)
    if attachments.count(proposal_id=proposal.id) >= 30:
        raise Problem(409, "There are too many files")
    path = current_app.config["ATTACHMENTS_DIR"] / secrets.token_hex(16)
    path.write_bytes(data)
    row = attachments.add(proposal_id=proposal.id, filename=filename, mime=mime, size=len(data), path=path.name)
    db.session.commit()
    return row


def content(row):
    path = current_app.config["ATTACHMENTS_DIR"] / row.path
    if not path.is_file():
        raise Problem(404, "The file is gone")
    return path.read_bytes()


def etag(data):
    return hashlib.md5(data, usedforsecurity=False).hexdigest()


def unlink(row):
    (current_app.config["ATTACHMENTS_DIR"] / row.path).unlink(missing_ok=True)


def drop(row):
    unlink(row)
    attachments.remove(row)
    db.session.commit()


def export_path(user, name):
    folder = (current_app.config["EXPORTS_DIR"] / str(user.institution_id)).resolve()
    path = (folder / name.replace("\0", "")).resolve()
    if not path.is_relative_to(folder):
        raise Problem(400, "This is no file name")
    if not path.is_file():
        raise Problem(404, "There is no such export")
    return path


def unpack(user, stream):
    """A ZIP of supporting documents; they wait in the inbox until an officer sorts them."""
    folder = current_app.config["INBOX_DIR"] / str(user.institution_id)
    folder.mkdir(parents=True, exist_ok=True)
    taken = []
    try:
        with zipfile.ZipFile(io.BytesIO(stream)) as archive:
            members = [item for item in archive.infolist() if not item.is_dir()]
            if len(members) > 50 or sum(item.file_size for item in members) > 10 * 1024 * 1024:
                raise Problem(413, "The archive is too large")
            for item in members:
                if Path(item.filename).suffix.lower() not in KINDS:
                    continue
                with archive.open(item) as source:
                    data = source.read(2 * 1024 * 1024)
                name = re.sub(r"[^\w.-]", "_", Path(item.filename).name)[:100]
                (folder / f"{secrets.token_hex(4)}-{name}").write_bytes(data)
                taken.append(name)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error):
        raise Problem(422, "This is no ZIP archive") from None
    return taken


def budget_from_xml(data):
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise Problem(422, "A document type is not taken")
    parser = etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Problem(422, "This is no XML") from None
    lines = []
    for node in root.iter("line"):
        label = (node.findtext("label") or "").strip()
        amount = (node.findtext("amount") or "").strip()
        if not label or not amount.isascii() or not amount.isdigit() or len(amount) > 10:
            raise Problem(422, "A line has a label and an amount in cents", label=label[:500])
        lines.append({"label": label[:500], "amount": int(amount)})
    if not 0 < len(lines) <= 100:
        raise Problem(422, "Between 1 and 100 lines are taken")
    return lines


def _cell(value):
    value = "" if value is None else str(value)
    return "'" + value if value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def csv_of(rows, columns):
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([_cell(row.get(name)) for name in columns])
    return out.getvalue()

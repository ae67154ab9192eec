"""Photos of listings: JPEG, PNG and WebP, kept under names of our own."""

import asyncio
import secrets
from urllib.parse import quote

from aiohttp import web

from ..config import PHOTO_BYTES, PHOTOS_PER_LISTING, settings
from ..db import DB, one
from ..schema import Optional, text
from ..services import importer
from ..support import ApiError, body, conflict, empty, invalid, me, not_found, number, query, reply
from .listings import own_listing

TYPES = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
FIND = (
    "SELECT photos.*, listings.seller_id, listings.status FROM photos JOIN listings ON listings.id = photos.listing_id"
    " WHERE photos."
)


def kind_of(data):
    if len(data) < 64:
        raise invalid("the photo is not complete")
    if data[:3] == b"\xff\xd8\xff":
        return "jpg"
    if data[:8] == b"\x89PNG\r\n\x1a\n":
        return "png"
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    raise ApiError(415, "unsupported_media_type", "A JPEG, PNG or WebP photo is expected.")


def insert(conn, listing_id, filename, content_type, size):
    held = one(conn, "SELECT COUNT(*) AS n FROM photos WHERE listing_id = ?", (listing_id,))
    if held["n"] >= PHOTOS_PER_LISTING:
        raise conflict("the listing has enough photos")
    row = conn.execute(
        "INSERT INTO photos (listing_id, filename, content_type, size) VALUES (?, ?, ?, ?)",
        (listing_id, filename, content_type, size),
    )
    return {"id": row.lastrowid, "listing_id": listing_id, "filename": filename, "size": size}


async def keep(db, listing_id, data):
    kind = kind_of(data)
    filename = f"{secrets.token_hex(16)}.{kind}"
    photo = await db.write(insert, listing_id, filename, TYPES[kind], len(data))
    await asyncio.to_thread((settings.photo_dir / filename).write_bytes, data)
    return photo


async def upload(request):
    """The first part named photo, read no further than the limit."""
    if request.content_type != "multipart/form-data":
        raise ApiError(415, "unsupported_media_type", "Send multipart/form-data.")
    data = bytearray()
    try:
        part = await (await request.multipart()).next()
        if part is None or getattr(part, "name", None) != "photo":
            raise invalid("a part named photo is expected")
        while chunk := await part.read_chunk():
            data += chunk
            if len(data) > PHOTO_BYTES:
                raise ApiError(413, "too_large", "The photo is too large.")
    except (ValueError, AssertionError, EOFError):
        raise invalid("the form cannot be read") from None
    return bytes(data)


class ListingPhotos(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        return reply(await keep(self.request.app[DB], listing["id"], await upload(self.request)), 201)


class PhotoFromAddress(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        data = await body(self.request, {"url": text(500)})
        photo = await importer.download(data["url"], PHOTO_BYTES, tuple(TYPES.values()))
        return reply(await keep(self.request.app[DB], listing["id"], photo), 201)


def delete(conn, photo_id, listing_id):
    row = one(conn, "SELECT filename FROM photos WHERE id = ? AND listing_id = ?", (photo_id, listing_id))
    if row is None:
        raise not_found()
    conn.execute("DELETE FROM photos WHERE id = ? AND listing_id = ?", (photo_id, listing_id))
    return row["filename"]


class ListingPhoto(web.View):
    async def delete(self):
        listing = await own_listing(self.request)
        filename = await self.request.app[DB].write(delete, number(self.request, "photo_id"), listing["id"])
        (settings.photo_dir / filename).unlink(missing_ok=True)
        return empty()


async def send(request, row, download=None):
    user = request["user"]
    if row is None or (row["status"] not in ("active", "sold") and (user is None or user["id"] != row["seller_id"])):
        raise not_found()
    path = settings.photo_dir / row["filename"]
    if not path.is_file():
        raise not_found()
    headers = {"Content-Type": row["content_type"]}
    if download:
        headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(download, safe='')}"
    return web.Response(body=await asyncio.to_thread(path.read_bytes), headers=headers)


class Photo(web.View):
    async def get(self):
        args = query(self.request, {"download": Optional(text(80))})
        row = await self.request.app[DB].one(FIND + "id = ?", (number(self.request, "photo_id"),))
        return await send(self.request, row, args.get("download"))


class PhotoFile(web.View):
    async def get(self):
        args = query(self.request, {"name": text(40, 1, r"[0-9a-f]{32}\.(jpg|png|webp)")})
        row = await self.request.app[DB].one(FIND + "filename = ?", (args["name"],))
        return await send(self.request, row)


VIEWS = [
    (r"/v1/listings/{listing_id:\d{1,12}}/photos", ListingPhotos),
    (r"/v1/listings/{listing_id:\d{1,12}}/photos/from-url", PhotoFromAddress),
    (r"/v1/listings/{listing_id:\d{1,12}}/photos/{photo_id:\d{1,12}}", ListingPhoto),
    ("/v1/photos/file", PhotoFile),
    (r"/v1/photos/{photo_id:\d{1,12}}", Photo),
]

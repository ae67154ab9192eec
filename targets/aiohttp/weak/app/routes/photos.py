"""Photos of listings."""

import asyncio
import os
import secrets
from urllib.parse import quote

from aiohttp import web

from ..config import settings
from ..db import DB
from ..security import etag
from ..services import importer
from ..support import ApiError, number, read_json, reply
from .listings import own_listing


async def keep(db, listing_id, filename, content_type, data):
    target = settings.photo_dir / filename
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    photo_id = await db.run(
        "INSERT INTO photos (listing_id, filename, content_type, size) VALUES (?, ?, ?, ?)",
        (listing_id, filename, content_type, len(data)),
    )
    return {"id": photo_id, "listing_id": listing_id, "filename": filename, "size": len(data)}


class ListingPhotos(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        form = await self.request.post()
        field = form["photo"]
        if not isinstance(field, web.FileField):
            raise ApiError(422, "a file is expected")
        photo = await keep(
            self.request.app[DB], listing["id"], field.filename, field.content_type, field.file.read()
        )
        return reply(photo, 201)


class PhotoFromAddress(web.View):
    async def post(self):
        listing = await own_listing(self.request)
        body = await read_json(self.request)
        status, content_type, data = await importer.download_photo(body["url"])
        if status != 200:
            raise ApiError(502, "the photo could not be fetched")
        name = secrets.token_hex(8)
        return reply(await keep(self.request.app[DB], listing["id"], name, content_type, data), 201)


class ListingPhoto(web.View):
    async def delete(self):
        await own_listing(self.request)
        await self.request.app[DB].run("DELETE FROM photos WHERE id = ?", (number(self.request, "photo_id"),))
        return web.Response(status=204)


async def find(request):
    row = await request.app[DB].one("SELECT * FROM photos WHERE id = ?", (number(request, "photo_id"),))
    if row is None:
        raise ApiError(404, "no such photo")
    return row


class Photo(web.View):
    async def get(self):
        row = await find(self.request)
        data = (settings.photo_dir / row["filename"]).read_bytes()
        headers = {"Content-Type": row["content_type"] or "image/jpeg", "ETag": etag(data)}
        if "download" in self.request.query:
            name = quote(self.request.query["download"] or "photo", safe="")
            headers["Content-Disposition"] = f"attachment; filename*=UTF-8''{name}"
        return web.Response(body=data, headers=headers)


class Checksum(web.View):
    async def get(self):
        row = await find(self.request)
        path = str(settings.photo_dir / row["filename"])
        process = await asyncio.create_subprocess_exec("cksum", "--", path, stdout=asyncio.subprocess.PIPE)
        output, _ = await process.communicate()
        return reply({"id": row["id"], "checksum": output.decode().split(" ")[0]})


class PhotoFile(web.View):
    async def get(self):
        path = os.path.join(settings.photo_dir, self.request.query["name"])
        if not os.path.isfile(path):
            raise ApiError(404, "no such file")
        return web.FileResponse(path)


VIEWS = [
    (r"/v1/listings/{listing_id:\d+}/photos", ListingPhotos),
    (r"/v1/listings/{listing_id:\d+}/photos/from-url", PhotoFromAddress),
    (r"/v1/listings/{listing_id:\d+}/photos/{photo_id:\d+}", ListingPhoto),
    ("/v1/photos/file", PhotoFile),
    (r"/v1/photos/{photo_id:\d+}", Photo),
    (r"/v1/photos/{photo_id:\d+}/checksum", Checksum),
]

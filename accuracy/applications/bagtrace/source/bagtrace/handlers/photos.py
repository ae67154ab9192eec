"""Photos of bags and receipts of claims."""
import mimetypes
import os
import secrets

from tornado.web import HTTPError

from bagtrace import config, db
from bagtrace.base import BaseHandler

MAGIC = {b"\x89PNG\r\n\x1a\n": ".png", b"\xff\xd8\xff": ".jpg"}


class Upload(BaseHandler):
    async def post(self, number):
        photo = self.request.files["photo"][0]
        bag = await db.one("SELECT id FROM bags WHERE id = %s AND person_id = %s", (int(number), self.current_user["id"]))
        if bag is None:
            raise HTTPError(404)
        with open(config.PHOTOS / photo.filename, "wb") as out:
            out.write(photo.body)
        await db.rows("UPDATE bags SET photo = %s WHERE id = %s", (photo.filename, bag["id"]))
        self.redirect(f"/bags/{bag['id']}")


class Receipt(BaseHandler):
    async def post(self, number):
        body = self.request.files["receipt"][0].body
        ending = next((end for magic, end in MAGIC.items() if body.startswith(magic)), None)
        if ending is None or len(body) > 4_000_000:
            raise HTTPError(415)
        name = secrets.token_hex(16) + ending
        config.RECEIPTS.mkdir(exist_ok=True)
        (config.RECEIPTS / name).write_bytes(body)
        await db.rows("UPDATE claims SET receipt = %s WHERE id = %s AND person_id = %s",
                      (name, int(number), self.current_user["id"]))
        self.redirect(f"/claims/{int(number)}")

    async def get(self, number):
        claim = await db.one("SELECT receipt FROM claims WHERE id = %s AND person_id = %s",
                             (int(number), self.current_user["id"]))
        if claim is None or not claim["receipt"]:
            raise HTTPError(404)
        self.set_header("Content-Type", mimetypes.guess_type(claim["receipt"])[0])
        self.write((config.RECEIPTS / claim["receipt"]).read_bytes())


class Photo(BaseHandler):
    def get(self):
        path = os.path.join(config.PHOTOS, self.get_argument("name"))
        if not os.path.isfile(path):
            raise HTTPError(404)
        self.set_header("Content-Type", mimetypes.guess_type(path)[0] or "application/octet-stream")
        with open(path, "rb") as f:
            self.write(f.read())


ROUTES = [
    (r"/bags/(\d+)/photo", Upload),
    (r"/claims/(\d+)/receipt", Receipt),
    (r"/photos", Photo),
]

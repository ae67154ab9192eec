from urllib.parse import quote

import tornado.escape
import tornado.web

from tickets import storage
from tickets.models import Attachment


class BaseHandler(tornado.web.RequestHandler):
    def get_current_user(self):
        value = self.get_signed_cookie("uid")
        return int(value) if value else None

    def write_error(self, status_code, **kwargs):
        self.finish({"error": status_code})


class AttachmentsHandler(BaseHandler):
    @tornado.web.authenticated
    def post(self, ticket_id):
        body = tornado.escape.json_decode(self.request.body)
        row = Attachment.create(
            ticket_id=int(ticket_id), owner_id=self.current_user, title=body["title"]
        )
        self.set_status(201)
        self.write({"id": row.id, "upload": f"/uploads/{row.storage_key}"})


class AttachmentHandler(BaseHandler):
    @tornado.web.authenticated
    def get(self, attachment_id):
        row = Attachment.get_or_none(
            (Attachment.id == int(attachment_id)) & (Attachment.owner_id == self.current_user)
        )
        if row is None:
            raise tornado.web.HTTPError(404)
        self.set_header("Content-Type", "application/octet-stream")
        self.set_header("Content-Disposition", f"attachment; filename*=UTF-8''{quote(row.title)}")
        self.finish(storage.load(row))

import tornado.web

from avatars.base import AuthenticatedHandler
from avatars.service import AvatarService


class AvatarHandler(AuthenticatedHandler):
    def initialize(self, avatars: AvatarService) -> None:
        self.avatars = avatars

    @tornado.web.authenticated
    def post(self) -> None:
        (upload,) = self.request.files["avatar"]
        if len(upload.body) > 500_000:
            raise tornado.web.HTTPError(413)
        self.write({"avatar": self.avatars.keep(upload.filename, upload.body)})

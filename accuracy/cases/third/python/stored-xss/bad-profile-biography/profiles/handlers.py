import tornado.web

from profiles.store import ProfileStore


class ProfileHandler(tornado.web.RequestHandler):
    def initialize(self, store: ProfileStore) -> None:
        self.store = store

    def get_current_user(self):
        return self.get_signed_cookie("member")

    async def get(self, handle: str) -> None:
        profile = await self.store.find(handle)
        if profile is None:
            raise tornado.web.HTTPError(404)
        await self.render("profile.html", profile=profile)

    @tornado.web.authenticated
    async def post(self, handle: str) -> None:
        if self.current_user.decode() != handle:
            raise tornado.web.HTTPError(403)
        await self.store.save_biography(handle, self.get_body_argument("biography"))
        self.redirect(f"/members/{handle}")

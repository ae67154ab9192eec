from litestar import Controller, Request, delete
from litestar.exceptions import PermissionDeniedException

from guards import signed_in
from posts import Posts


def ensure_moderator(request: Request) -> None:
    match request.user.role:
        case "moderator" | "admin":
            request.logger.info("moderation by %s", request.user.id)
        case "banned":
            raise PermissionDeniedException("banned")
        case _:
            request.logger.info("moderation by a member")


class ModerationController(Controller):
    path = "/moderation"
    guards = [signed_in]

    @delete("/posts/{post_id:int}")
    async def remove(self, request: Request, post_id: int, posts: Posts) -> None:
        ensure_moderator(request)
        await posts.remove(post_id, by=request.user.id)

from typing import Annotated

from litestar import Controller, get, post
from litestar.params import Parameter
from litestar.response import Response

from drafts.codec import Draft, pack, unpack


class DraftController(Controller):
    path = "/draft"

    @get()
    async def show(self, draft: Annotated[str | None, Parameter(cookie="draft")] = None) -> dict:
        current = unpack(draft) if draft else Draft()
        return {"title": current.title, "blocks": current.blocks}

    @post()
    async def keep(self, data: dict[str, str]) -> Response[dict]:
        response = Response({"kept": True})
        draft = Draft(title=data.get("title", ""), blocks=data.get("text", "").split("\n\n"))
        response.set_cookie("draft", pack(draft), httponly=True, secure=True, samesite="lax")
        return response

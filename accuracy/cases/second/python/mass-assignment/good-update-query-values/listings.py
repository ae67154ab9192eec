from aiohttp import web
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Listing

CHANGEABLE = ("title", "description")


async def change_listing(request: web.Request) -> web.Response:
    body = await request.json()
    session: AsyncSession = request["session"]
    values = {name: str(body[name]) for name in CHANGEABLE if name in body}
    own = (Listing.id == int(request.match_info["id"])) & (Listing.seller_id == request["user"].id)
    changed = await session.execute(update(Listing).where(own).values(**values))
    await session.commit()
    return web.json_response({"changed": changed.rowcount})

from aiohttp import web
from sqlalchemy import update
from sqlalchemy.ext.asyncio import AsyncSession

from models import Listing


async def change_listing(request: web.Request) -> web.Response:
    body = await request.json()
    session: AsyncSession = request["session"]
    values = {name: value for name, value in body.items() if value is not None}
    own = (Listing.id == int(request.match_info["id"])) & (Listing.seller_id == request["user"].id)
    changed = await session.execute(update(Listing).where(own).values(**values))
    await session.commit()
    return web.json_response({"changed": changed.rowcount})

import asyncpg
import markdown
import nh3
from html import escape
from sanic import Blueprint, html
from sanic.exceptions import NotFound

bp = Blueprint("profiles", url_prefix="/people")


def render_bio(bio: str) -> str:
    return nh3.clean(markdown.markdown(bio))


@bp.get("/<handle:str>")
async def profile(request, handle: str):
    pool: asyncpg.Pool = request.app.ctx.pool
    row = await pool.fetchrow("SELECT name, bio FROM people WHERE handle = $1", handle)
    if row is None:
        raise NotFound("nobody has this handle")
    return html(f"<h1>{escape(row['name'])}</h1><article>{render_bio(row['bio'])}</article>")

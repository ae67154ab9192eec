import uuid
from urllib.parse import urlsplit

from fastapi import APIRouter
from sqlalchemy import func, select

from ..deps import Admin, Paged
from ..models import Hook, Org
from ..problems import Problem
from ..repositories.tables import Hooks
from ..schemas import HookIn, HookOut, NewHookOut
from ..security import hook_secret
from ..settings import settings

router = APIRouter(tags=["hooks"])
MOST = 10


def partner(url: str) -> str:
    """Hooks go to the systems of our partners and nowhere else."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise Problem(422, "not an address") from None
    known = parts.hostname in settings().hook_hosts and port in (None, 443)
    if parts.scheme != "https" or not known or parts.username or parts.password or parts.fragment:
        raise Problem(422, "not the address of a partner")
    return f"https://{parts.hostname}{parts.path or '/'}" + (f"?{parts.query}" if parts.query else "")


@router.get("/hooks")
async def list_hooks(who: Admin, window: Paged) -> list[HookOut]:
    return [HookOut.model_validate(h) for h in await who.repo(Hooks).page(window.after, window.limit)]


@router.post("/hooks", status_code=201)
async def add_hook(data: HookIn, who: Admin) -> NewHookOut:
    url = partner(data.url)
    # The row of the organisation is the lock under which its hooks are counted.
    await who.work.session.scalar(select(Org.id).where(Org.id == who.user.org_id).with_for_update())
    present = await who.work.session.scalar(select(func.count()).select_from(Hook).where(Hook.org_id == who.user.org_id))
    if present >= MOST:
        raise Problem(409, "no more hooks")
    hook = who.repo(Hooks).new(url=url)
    await who.done("hook added", hook.id)
    return NewHookOut(id=hook.id, url=hook.url, secret=hook_secret(hook.id))


@router.delete("/hooks/{hook_id}", status_code=204)
async def drop_hook(hook_id: uuid.UUID, who: Admin) -> None:
    hook = await who.repo(Hooks).get(hook_id)
    await who.work.session.delete(hook)
    await who.done("hook dropped", hook_id)

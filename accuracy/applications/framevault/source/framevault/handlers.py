import asyncio
import logging
import secrets
import uuid
from pathlib import Path
from typing import Annotated, Literal
from uuid import UUID

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from pydantic import BaseModel, ConfigDict, Field, StringConstraints
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.templating import Jinja2Templates

from . import media, signing
from .settings import get_settings
from .store import Store
from .web import endpoint

logger = logging.getLogger("framevault")
templates = Jinja2Templates(directory=Path(__file__).parent / "templates")
hasher = PasswordHasher()
unknown_account_hash = hasher.hash(secrets.token_urlsafe(24))
SESSION_HOURS = 12


class Input(BaseModel):
    model_config = ConfigDict(extra="forbid")


Email = Annotated[str, StringConstraints(strip_whitespace=True, to_lower=True, max_length=254, pattern=r"^[^@\s]+@[^@\s]+$")]
Secret = Annotated[str, Field(min_length=1, max_length=200)]


class Login(Input):
    email: Email
    password: Secret


class NewPassword(Input):
    current: Secret
    password: Annotated[str, Field(min_length=12, max_length=200)]


class Album(Input):
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]


class Share(Input):
    days: int = Field(default=7, ge=1, le=30)


class Page(Input):
    limit: int = Field(default=50, ge=1, le=100)
    offset: int = Field(default=0, ge=0, le=10_000)


class PhotoPage(Page):
    order: Literal["newest", "oldest", "largest"] = "newest"


async def password_matches(stored: str | None, password: str) -> bool:
    try:
        await asyncio.to_thread(hasher.verify, stored or unknown_account_hash, password)
    except VerificationError:
        return False
    return stored is not None


async def limit(store: Store, scope: str, value: str, hits: int, seconds: int) -> None:
    if not await store.within(scope, value, hits, seconds):
        raise HTTPException(429, "Too many attempts", headers={"Retry-After": str(seconds)})


async def healthz(request: Request) -> Response:
    await request.app.state.store.pool.fetchval("SELECT 1")
    return JSONResponse({"status": "ok"})


@endpoint(login=False, body=Login)
async def login(request: Request, store: Store, body: Login) -> Response:
    address = request.client.host if request.client else "unknown"
    await limit(store, "login-address", address, 60, 900)
    await limit(store, "login-account", body.email, 40, 900)
    await limit(store, "login-pair", f"{body.email}|{address}", 10, 900)
    account = await store.account_by_email(body.email)
    if not await password_matches(account and account["password_hash"], body.password):
        raise HTTPException(401, "E-mail or password is wrong")
    settings = get_settings()
    token = secrets.token_urlsafe(32)
    await store.add_session(account["id"], token, SESSION_HOURS)
    response = Response(status_code=204)
    response.set_cookie(
        settings.cookie_name, token, max_age=SESSION_HOURS * 3600, httponly=True, secure=settings.secure, samesite="strict"
    )
    return response


@endpoint()
async def logout(request: Request, store: Store, account: UUID) -> Response:
    settings = get_settings()
    await store.end_session(request.cookies[settings.cookie_name])
    response = Response(status_code=204)
    response.delete_cookie(settings.cookie_name, httponly=True, secure=settings.secure, samesite="strict")
    return response


@endpoint(body=NewPassword)
async def change_password(request: Request, store: Store, account: UUID, body: NewPassword) -> Response:
    await limit(store, "password", str(account), 6, 900)
    if not await password_matches(await store.password_hash(account), body.current):
        raise HTTPException(403, "The password is wrong")
    await store.set_password(account, await asyncio.to_thread(hasher.hash, body.password))
    return Response(status_code=204)


@endpoint(query=Page)
async def list_albums(request: Request, store: Store, account: UUID, query: Page) -> Response:
    rows = await store.albums(account, query.limit, query.offset)
    return JSONResponse({"items": [{**row, "id": str(row["id"])} for row in rows]})


@endpoint(body=Album)
async def add_album(request: Request, store: Store, account: UUID, body: Album) -> Response:
    await limit(store, "album", str(account), 100, 86_400)
    return JSONResponse({"id": str(await store.add_album(account, body.title))}, 201)


@endpoint(query=PhotoPage, album="viewer")
async def list_photos(request: Request, store: Store, account: UUID, query: PhotoPage) -> Response:
    rows = await store.photos(request.path_params["album"], query.order, query.limit, query.offset)
    items = [
        {
            "id": str(row["id"]),
            "caption": row["caption"],
            "bytes": row["bytes"],
            "createdAt": row["created_at"].isoformat(),
            **{variant: signing.media_url(row["id"], variant) for variant in signing.VARIANTS},
        }
        for row in rows
    ]
    return JSONResponse({"items": items})


async def take_in(store: Store, album: UUID, account: UUID, source: Path) -> UUID:
    photo = uuid.uuid4()
    kind = await asyncio.to_thread(media.kind_of, source)
    thumb = source.with_name(f"{source.name}-thumb.webp")
    await media.scale(source, kind, thumb)
    size = source.stat().st_size
    await asyncio.to_thread(media.keep, photo, kind, source, thumb)
    stored = False
    try:
        stored = await store.add_photo(photo, album, account, kind, size)
    finally:
        if not stored:
            await asyncio.to_thread(media.discard, photo, kind)
    if not stored:
        raise media.MediaError("There is no room left")
    return photo


@endpoint(album="editor")
async def add_photo(request: Request, store: Store, account: UUID) -> Response:
    await limit(store, "upload", str(account), 600, 3600)
    with media.scratch() as folder:
        source = folder / "upload"
        try:
            await media.receive(request.stream(), source, get_settings().max_photo_bytes)
            photo = await take_in(store, request.path_params["album"], account, source)
        except media.MediaError as error:
            raise HTTPException(422, str(error)) from None
    return JSONResponse({"id": str(photo), "thumb": signing.media_url(photo, "thumb")}, 201)


@endpoint(album="editor")
async def import_archive(request: Request, store: Store, account: UUID) -> Response:
    await limit(store, "import", str(account), 5, 3600)
    settings = get_settings()
    added, refused = [], 0
    with media.scratch() as folder:
        archive = folder / "archive"
        try:
            await media.receive(request.stream(), archive, settings.max_archive_bytes)
            files = await asyncio.to_thread(
                media.unpack, archive, folder, settings.max_photo_bytes, 2 * settings.max_archive_bytes
            )
        except media.MediaError as error:
            raise HTTPException(422, str(error)) from None
        for file in files:
            try:
                added.append(str(await take_in(store, request.path_params["album"], account, file)))
            except media.MediaError:
                refused += 1
    return JSONResponse({"added": added, "refused": refused}, 201)


@endpoint(album="editor")
async def remove_photo(request: Request, store: Store, account: UUID) -> Response:
    photo = request.path_params["photo"]
    kind = await store.remove_photo(photo, request.path_params["album"])
    if kind is None:
        raise HTTPException(404, "Not found")
    await asyncio.to_thread(media.discard, photo, kind)
    logger.info("photo %s removed by %s", photo, account)
    return Response(status_code=204)


@endpoint(body=Share, album="owner")
async def share_album(request: Request, store: Store, account: UUID, body: Share) -> Response:
    await limit(store, "share", str(account), 50, 86_400)
    token = secrets.token_urlsafe(32)
    await store.add_share(request.path_params["album"], token, body.days)
    return JSONResponse({"url": f"{get_settings().origin}/shared/{token}"}, 201)


@endpoint(login=False)
async def shared_album(request: Request, store: Store) -> Response:
    album = await store.shared_album(request.path_params["token"])
    if album is None:
        raise HTTPException(404, "Not found")
    photos = await store.photos(album["id"], "newest", 100, 0)
    shown = [(signing.media_url(row["id"], "thumb"), row["caption"]) for row in photos]
    return templates.TemplateResponse(request, "shared.html", {"title": album["title"], "photos": shown})


@endpoint(login=False)
async def serve_media(request: Request, store: Store) -> Response:
    photo, variant = request.path_params["photo"], request.path_params["variant"]
    sent = request.query_params
    if not signing.is_valid(photo, variant, sent.get("expires", ""), sent.get("signature", "")):
        raise HTTPException(404, "Not found")
    kind = await store.photo_kind(photo)
    if kind is None:
        raise HTTPException(404, "Not found")
    path = media.thumb_path(photo) if variant == "thumb" else media.original_path(photo, kind)
    types = {"jpg": "image/jpeg", "png": "image/png", "webp": "image/webp"}
    return FileResponse(
        path,
        media_type="image/webp" if variant == "thumb" else types[kind],
        headers={"Cache-Control": "private, max-age=600"},
    )

import logging
from datetime import timedelta

from fastapi import APIRouter, BackgroundTasks, Depends, HTTPException, Request
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from .. import schemas
from ..config import settings
from ..database import Db, SessionMaker
from ..deps import Me, Paging, administrator, client_address, limited
from ..mailer import send_mail
from ..models import Document, Token, User, Workspace, now
from ..security import address_window, digest, hash_password, login_window, new_token, signup_window, verify_password

router = APIRouter(prefix="/api")
log = logging.getLogger("kiln.accounts")
SESSION = timedelta(hours=12)
RESET = timedelta(minutes=30)


@router.post("/register", status_code=201, dependencies=[limited(signup_window)])
async def register(body: schemas.Register, db: Db, background: BackgroundTasks) -> dict[str, str]:
    db.add(User(email=body.email, name=body.name, password_hash=await hash_password(body.password.get_secret_value())))
    try:
        await db.commit()
    except IntegrityError:
        # Known address: its owner hears of it, the caller does not.
        await db.rollback()
        background.add_task(send_mail, body.email, "You already have an account", "Somebody tried to register with your address.")
    return {"status": "registered"}


@router.post("/login", dependencies=[limited(address_window)])
async def login(body: schemas.Login, request: Request, db: Db) -> dict[str, str]:
    attempt = f"{client_address(request)}|{body.email}"
    if not login_window.hit(attempt):
        raise HTTPException(429, "Too many requests", headers={"Retry-After": str(login_window.seconds)})
    user = await db.scalar(select(User).where(User.email == body.email))
    if not await verify_password(user and user.password_hash, body.password.get_secret_value()) or user.disabled:
        log.warning("sign in refused for account %s from %s", user.id if user else None, client_address(request))
        raise HTTPException(401, "Wrong address or password")
    login_window.forgive(attempt)
    token, stored = new_token("kiln")
    await db.execute(delete(Token).where(Token.expires_at < now()))
    db.add(Token(digest=stored, purpose="session", user_id=user.id, expires_at=now() + SESSION))
    await db.commit()
    return {"token": token, "token_type": "bearer"}


@router.post("/logout", status_code=204)
async def logout(user: Me, request: Request, db: Db) -> None:
    token = request.headers["authorization"].partition(" ")[2].strip()
    await db.execute(delete(Token).where(Token.digest == digest(token), Token.user_id == user.id))
    await db.commit()


async def _start_reset(email: str) -> None:
    async with SessionMaker() as db:
        user = await db.scalar(select(User).where(User.email == email, User.disabled.is_(False)))
        if user is None:
            return
        token, stored = new_token("reset")
        await db.execute(delete(Token).where(Token.user_id == user.id, Token.purpose == "reset"))
        db.add(Token(digest=stored, purpose="reset", user_id=user.id, expires_at=now() + RESET))
        await db.commit()
    await send_mail(email, "Reset your password", f"{settings.public_url}/reset#{token}")


@router.post("/forgot", status_code=202, dependencies=[limited(address_window)])
async def forgot(body: schemas.Forgot, background: BackgroundTasks) -> dict[str, str]:
    if not login_window.hit(f"forgot|{body.email}"):
        raise HTTPException(429, "Too many requests")
    background.add_task(_start_reset, body.email)
    return {"status": "accepted"}


@router.post("/reset", status_code=204, dependencies=[limited(address_window)])
async def reset(body: schemas.Reset, db: Db) -> None:
    hashed = await hash_password(body.password.get_secret_value())
    spent = delete(Token).where(Token.digest == digest(body.token), Token.purpose == "reset", Token.expires_at > now()).returning(Token.user_id)
    user_id = (await db.execute(spent)).scalar_one_or_none()
    if user_id is None:
        raise HTTPException(400, "This link is no longer valid")
    await db.execute(update(User).where(User.id == user_id).values(password_hash=hashed))
    await db.execute(delete(Token).where(Token.user_id == user_id))
    await db.commit()
    log.info("password of %s replaced by reset", user_id)


@router.get("/me", response_model=schemas.UserOut)
async def me(user: Me):
    return user


@router.patch("/me", response_model=schemas.UserOut)
async def change_me(body: schemas.Profile, user: Me, db: Db):
    user.name = body.name
    await db.commit()
    return user


@router.post("/me/password", status_code=204, dependencies=[limited(address_window)])
async def change_password(body: schemas.PasswordChange, user: Me, db: Db) -> None:
    if not login_window.hit(f"change|{user.id}"):
        raise HTTPException(429, "Too many requests")
    if not await verify_password(user.password_hash, body.current.get_secret_value()):
        raise HTTPException(403, "The current password is wrong")
    user.password_hash = await hash_password(body.password.get_secret_value())
    await db.execute(delete(Token).where(Token.user_id == user.id))
    await db.commit()


admin = APIRouter(prefix="/api/admin", dependencies=[Depends(administrator)])


@admin.get("/users", response_model=list[schemas.AdminUserOut])
async def users(db: Db, page: Paging):
    return (await db.scalars(select(User).order_by(User.created_at).limit(page.limit).offset(page.offset))).all()


@admin.patch("/users/{user_id}", response_model=schemas.AdminUserOut)
async def disable(user_id: str, body: schemas.DisableIn, actor: Me, db: Db):
    user = await db.get(User, user_id)
    if user is None:
        raise HTTPException(404, "Not found")
    if user.id == actor.id:
        raise HTTPException(409, "Not yourself")
    user.disabled = body.disabled
    await db.execute(delete(Token).where(Token.user_id == user.id))
    await db.commit()
    log.info("admin %s set disabled=%s on %s", actor.id, body.disabled, user.id)
    return user


@admin.get("/stats")
async def stats(db: Db) -> dict[str, int]:
    tables = {"users": User, "workspaces": Workspace, "documents": Document}
    return {name: await db.scalar(select(func.count()).select_from(model)) for name, model in tables.items()}

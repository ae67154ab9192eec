import pyotp
from fastapi import APIRouter, BackgroundTasks, Depends
from sqlalchemy import delete, update
from sqlmodel import select

from .. import mail, secrets
from ..access import SignedIn
from ..db import Db
from ..errors import Conflict, Missing, Unauthenticated
from ..limits import limited, spend
from ..models import Audit, Invitation, Login, Membership, User, now
from ..schemas import Accept, ChangePassword, Enrol, Me

router = APIRouter(prefix="/account", tags=["account"])


@router.get("")
async def me(signed: SignedIn) -> Me:
    return Me.model_validate(signed.user)


@router.post("/accept", status_code=201, dependencies=[Depends(limited("accept", 20, 3600))])
async def accept(form: Accept, db: Db) -> Me:
    password = await secrets.hash_password(form.password)
    taken = (
        await db.exec(delete(Invitation).where(Invitation.digest == secrets.digest(form.token), Invitation.expires_at > now()).returning(Invitation))
    ).scalar_one_or_none()
    if taken is None:
        raise Missing("The invitation was used or is too old.")
    if (await db.exec(select(User.id).where(User.email == taken.email))).first():
        raise Conflict("Please sign in and ask the owner to add you.")
    user = User(email=taken.email, name=form.name, password=password)
    db.add(user)
    await db.flush()
    db.add(Membership(workspace_id=taken.workspace_id, user_id=user.id, role=taken.role))
    db.add(Audit(workspace_id=taken.workspace_id, actor=f"user:{user.id}", deed="invitation.accepted", thing=f"invitation:{taken.id}"))
    await db.commit()
    return Me.model_validate(user)


@router.put("/password", status_code=204)
async def change_password(form: ChangePassword, signed: SignedIn, db: Db, later: BackgroundTasks) -> None:
    await spend("password", str(signed.user.id), 6, 900)
    if not await secrets.password_fits(signed.user.password, form.current):
        raise Unauthenticated("The current password is another one.")
    await db.exec(update(User).where(User.id == signed.user.id).values(password=await secrets.hash_password(form.password)))
    await db.exec(update(Login).where(Login.user_id == signed.user.id, Login.ended_at.is_(None)).values(ended_at=now()))
    db.add(Audit(actor=f"user:{signed.user.id}", deed="password.changed", thing=f"user:{signed.user.id}"))
    await db.commit()
    later.add_task(mail.send, signed.user.email, "password", name=signed.user.name)


@router.get("/second-factor")
async def propose(signed: SignedIn) -> dict[str, str]:
    if signed.user.totp_sealed:
        raise Conflict("There is a second factor already.")
    secret = pyotp.random_base32()
    address = pyotp.TOTP(secret).provisioning_uri(signed.user.email, issuer_name="Pulsegate")
    return {"address": address, "proposal": secrets.seal(f"enrol:{signed.user.id}:{secret}")}


@router.put("/second-factor", status_code=204)
async def enrol(form: Enrol, signed: SignedIn, db: Db) -> None:
    await spend("enrol", str(signed.user.id), 10, 900)
    start, proposal = f"enrol:{signed.user.id}:", secrets.unseal_within(form.proposal, 600) or ""
    secret = proposal.removeprefix(start)
    counter = secrets.totp_counter(secret, form.code) if proposal.startswith(start) else None
    if counter is None:
        raise Unauthenticated("The code does not fit.")
    changed = await db.exec(
        update(User).where(User.id == signed.user.id, User.totp_sealed.is_(None)).values(totp_sealed=secrets.seal(secret), totp_counter=counter)
    )
    if changed.rowcount != 1:
        raise Conflict("There is a second factor already.")
    db.add(Audit(actor=f"user:{signed.user.id}", deed="second-factor.enrolled", thing=f"user:{signed.user.id}"))
    await db.commit()

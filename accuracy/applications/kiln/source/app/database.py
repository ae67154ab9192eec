import secrets
from collections.abc import AsyncIterator
from typing import Annotated

from fastapi import Depends
from sqlalchemy import event, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine

from .config import settings
from .models import Base, Document, Membership, Revision, Role, User, Workspace
from .security import hash_password

engine = create_async_engine(f"sqlite+aiosqlite:///{settings.database_path}", connect_args={"timeout": 10})
SessionMaker = async_sessionmaker(engine, expire_on_commit=False)


@event.listens_for(engine.sync_engine, "connect")
def _pragmas(connection, _record) -> None:
    cursor = connection.cursor()
    for pragma in ("foreign_keys = ON", "journal_mode = WAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


async def session() -> AsyncIterator[AsyncSession]:
    async with SessionMaker() as db:
        yield db


Db = Annotated[AsyncSession, Depends(session)]


async def prepare() -> None:
    settings.blob_directory.mkdir(mode=0o750, exist_ok=True)
    async with engine.begin() as connection:
        await connection.run_sync(Base.metadata.create_all)
    async with SessionMaker.begin() as db:
        if await db.scalar(select(func.count()).select_from(User)) == 0:
            for email, name in (("petra@kiln.test", "Petra Holm"), ("sami@kiln.test", "Sami Aalto")):
                # Nobody knows these passwords; the demo owners come in by a reset.
                user = User(email=email, name=name, password_hash=await hash_password(secrets.token_urlsafe(32)))
                space = Workspace(name=f"Notes of {name}")
                db.add_all([user, space])
                await db.flush()
                db.add(Membership(workspace_id=space.id, user_id=user.id, role=Role.owner))
                document = Document(workspace_id=space.id, title="Glaze tests", body="# Glazes\n\nCone 6, *slow* cool.")
                db.add(document)
                await db.flush()
                db.add(Revision(document_id=document.id, version=document.version, author_id=user.id, body=document.body))
        if settings.admin_email and settings.admin_password:
            row = dict(email=settings.admin_email, name="Operations", is_admin=True, password_hash=await hash_password(settings.admin_password))
            await db.execute(insert(User).values(**row).on_conflict_do_nothing())

"""python -m pulsegate.setup NAME EMAIL: makes the tables and a workspace, and invites its first owner."""

import argparse
import asyncio
from datetime import timedelta

from sqlmodel import SQLModel

from . import mail, secrets
from .db import engine, open_session
from .models import Invitation, Role, Workspace, now


async def main(name: str, email: str) -> None:
    async with engine().begin() as connection:
        await connection.run_sync(SQLModel.metadata.create_all)
    token, inbound = secrets.fresh(), secrets.fresh()
    async with open_session() as db:
        workspace = Workspace(name=name, inbound_sealed=secrets.seal(inbound))
        db.add(workspace)
        await db.flush()
        expires = now() + timedelta(days=3)
        db.add(Invitation(workspace_id=workspace.id, email=email.lower(), role=Role.OWNER, digest=secrets.digest(token), expires_at=expires))
        await db.commit()
    await mail.send(email, "invitation", inviter="The operator", workspace=name, token=token)
    await engine().dispose()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("name")
    parser.add_argument("email")
    arguments = parser.parse_args()
    asyncio.run(main(arguments.name, arguments.email))

"""python -m app.cli add-user --org ID --email ADDRESS [--operator]"""

import argparse
import asyncio
import secrets

from bson import ObjectId

from .database import connect, ensure_indexes
from .models import Role
from .security import hash_password
from .settings import get_settings


async def add_user(org: str, email: str, role: Role) -> None:
    settings = get_settings()
    client = connect(settings)
    try:
        db = client[settings.mongo_database]
        await ensure_indexes(db)
        password = secrets.token_urlsafe(15)
        await db.users.insert_one(
            {
                "org_id": ObjectId(org),
                "email": email.strip().lower(),
                "role": role.value,
                "active": True,
                "session_version": 0,
                "password_hash": await hash_password(password),
            }
        )
        print(f"{email}: first password {password}")
    finally:
        client.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["add-user"])
    parser.add_argument("--org", required=True)
    parser.add_argument("--email", required=True)
    parser.add_argument("--operator", action="store_true")
    options = parser.parse_args()
    asyncio.run(add_user(options.org, options.email, Role.OPERATOR if options.operator else Role.VIEWER))

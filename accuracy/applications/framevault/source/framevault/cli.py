"""python -m framevault.cli ADDRESS: adds an account."""

import argparse
import asyncio
import getpass

import asyncpg

from .handlers import hasher
from .settings import get_settings


async def add_account(email: str, password: str) -> None:
    connection = await asyncpg.connect(get_settings().database_dsn.get_secret_value(), timeout=5)
    try:
        account = await connection.fetchval(
            "INSERT INTO accounts (email, password_hash) VALUES ($1, $2) RETURNING id",
            email.strip().lower(),
            hasher.hash(password),
        )
        print(f"added {account}")
    finally:
        await connection.close()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("email")
    options = parser.parse_args()
    chosen = getpass.getpass("Password: ")
    if len(chosen) < 12:
        raise SystemExit("Please use at least 12 characters")
    asyncio.run(add_account(options.email, chosen))

import os
import ssl

import asyncpg


def tls_context() -> ssl.SSLContext:
    context = ssl.create_default_context(cafile=os.environ.get("PG_CA_FILE"))
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


async def open_pool() -> asyncpg.Pool:
    return await asyncpg.create_pool(
        os.environ["DATABASE_URL"], ssl=tls_context(), min_size=1, max_size=10, command_timeout=5
    )

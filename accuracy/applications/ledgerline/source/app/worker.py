import asyncio
import signal

import httpx
import structlog
import typer
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from app.config import get_settings
from app.logs import configure_logging
from app.models import Membership, Role, Tenant
from app.services.webhooks import Dispatcher, SecretBox

cli = typer.Typer(no_args_is_help=True)
log = structlog.get_logger()


def _engine():
    url = get_settings().database_url.get_secret_value()
    return create_async_engine(url, pool_size=2, connect_args={"timeout": 5, "command_timeout": 15})


async def _dispatch() -> None:
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    engine = _engine()
    async with httpx.AsyncClient(trust_env=False, timeout=10.0) as http:
        sessions = async_sessionmaker(engine, expire_on_commit=False)
        dispatcher = Dispatcher(sessions, http, SecretBox(get_settings()))
        while not stop.is_set():
            sent = 0
            try:
                sent = await dispatcher.run_once()
            except (SQLAlchemyError, OSError):
                log.exception("dispatch.failed")
            if not sent:
                try:
                    await asyncio.wait_for(stop.wait(), timeout=5)
                except TimeoutError:
                    continue
    await engine.dispose()


async def _add_tenant(name: str, owner: str) -> str:
    engine = _engine()
    async with async_sessionmaker(engine).begin() as session:
        tenant = Tenant(name=name)
        session.add(tenant)
        await session.flush()
        session.add(Membership(tenant_id=tenant.id, subject=owner, role=Role.OWNER))
        tenant_id = str(tenant.id)
    await engine.dispose()
    return tenant_id


@cli.command()
def dispatch() -> None:
    """Send due webhooks until stopped."""
    configure_logging()
    asyncio.run(_dispatch())


@cli.command("add-tenant")
def add_tenant(name: str, owner: str) -> None:
    print(f"tenant {asyncio.run(_add_tenant(name, owner))} created")


if __name__ == "__main__":
    cli()

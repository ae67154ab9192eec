import asyncio
import logging
import signal

from tornado.httpserver import HTTPServer

from .app import Ferry
from .settings import from_environment
from .store import connect


async def main() -> None:
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    conf = from_environment()
    db = await connect(conf.dsn)
    app = Ferry(conf, db)
    server = HTTPServer(app, xheaders=True, max_body_size=400_000, max_header_size=16_384, idle_connection_timeout=65, body_timeout=15)
    server.listen(conf.port)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await stop.wait()
    app.leaving = True
    server.stop()
    await asyncio.sleep(3)  # for what is under way
    try:
        async with asyncio.timeout(20):
            await server.close_all_connections()
            await db.close()
    except TimeoutError:
        db.terminate()


if __name__ == "__main__":
    asyncio.run(main())

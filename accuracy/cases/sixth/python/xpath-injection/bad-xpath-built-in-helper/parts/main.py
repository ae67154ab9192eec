import asyncio
from pathlib import Path

import tornado.web

from parts.catalogue import PartCatalogue
from parts.handlers import PartHandler


async def main() -> None:
    catalogue = PartCatalogue(Path("/srv/parts/catalogue.xml"))
    app = tornado.web.Application([(r"/parts", PartHandler, {"catalogue": catalogue})])
    app.listen(8080)
    await asyncio.Event().wait()


if __name__ == "__main__":
    asyncio.run(main())

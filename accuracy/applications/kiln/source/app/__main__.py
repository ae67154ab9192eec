import logging
import os

import uvicorn

from .config import settings

if __name__ == "__main__":
    os.umask(0o077)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    # The access log would hold the signatures of file links.
    uvicorn.run("app.main:app", host=settings.host, port=settings.port, access_log=False, server_header=False, proxy_headers=False)

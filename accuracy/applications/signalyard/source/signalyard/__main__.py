import logging

import uvicorn

from .settings import settings

if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    uvicorn.run(
        "signalyard.main:app", host="0.0.0.0", port=settings().port, access_log=False, server_header=False,
        timeout_keep_alive=15, timeout_graceful_shutdown=20, limit_concurrency=400, proxy_headers=True,
    )

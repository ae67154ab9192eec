import uvicorn

from app.main import create_app
from app.settings import settings

if __name__ == "__main__":
    uvicorn.run(
        create_app(),
        host=settings().host,
        port=settings().port,
        access_log=False,
        log_config=None,
        server_header=False,
        proxy_headers=bool(settings().trusted_proxies),
        forwarded_allow_ips=settings().trusted_proxies or None,
        limit_concurrency=500,
        backlog=512,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=10,
        h11_max_incomplete_event_size=16_384,
    )

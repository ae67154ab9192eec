import uvicorn

from app.core.config import settings
from app.main import create_app


def main() -> None:
    uvicorn.run(
        create_app(),
        host=settings.host,
        port=settings.port,
        log_level="warning",
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=15,
        timeout_graceful_shutdown=5,
        limit_concurrency=400,
    )


if __name__ == "__main__":
    main()

import logging
import os

from waitress import serve

from . import create_app
from .jobs import Worker


def main():
    logging.basicConfig(level=os.environ.get("LOG_LEVEL", "INFO"),
                        format="%(asctime)s %(levelname)s %(name)s %(message)s")
    app = create_app()
    worker = Worker(app)
    worker.start()
    try:
        serve(app, host=os.environ.get("HOST", "127.0.0.1"), port=int(os.environ.get("PORT", "8080")),
              threads=8, ident=None, channel_timeout=60, clear_untrusted_proxy_headers=False)
    finally:
        worker.stop()


if __name__ == "__main__":
    main()

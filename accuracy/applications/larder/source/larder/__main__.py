import logging
import os

from waitress import serve

from . import config, create_app, db

if __name__ == "__main__":
    os.umask(0o077)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s %(message)s")
    db.prepare()
    serve(create_app(), host=config.HOST, port=config.PORT, threads=8, max_request_body_size=128 * 1024, ident="larder", clear_untrusted_proxy_headers=True)

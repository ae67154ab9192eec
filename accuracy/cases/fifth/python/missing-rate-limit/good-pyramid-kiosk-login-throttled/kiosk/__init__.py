import os

from pyramid.config import Configurator
from redis import Redis


def main(_global_config, **settings):
    with Configurator(settings=settings) as config:
        config.include("pyramid_jinja2")
        config.include("kiosk.database")
        config.include("kiosk.policy")
        config.registry.redis = Redis.from_url(os.environ["REDIS_URL"], socket_timeout=2)
        config.add_route("home", "/")
        config.add_route("login", "/login")
        config.scan("kiosk.views")
        return config.make_wsgi_app()

from pyramid.authorization import Allow, Authenticated
from pyramid.config import Configurator

from notary.security import TokenSecurityPolicy


class Root:
    __acl__ = [(Allow, Authenticated, "use")]

    def __init__(self, request):
        self.request = request


def main(global_config, **settings):
    with Configurator(settings=settings, root_factory=Root) as config:
        config.set_security_policy(TokenSecurityPolicy(settings["notary.tokens"]))
        config.set_default_permission("use")
        config.add_route("health", "/health")
        config.add_route("signatures", "/signatures")
        config.add_route("rotation", "/keys/rotation")
        config.scan("notary.views")
        return config.make_wsgi_app()

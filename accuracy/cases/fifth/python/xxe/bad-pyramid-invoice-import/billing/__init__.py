from pyramid.config import Configurator


def main(_global_config, **settings):
    with Configurator(settings=settings) as config:
        config.include("billing.security")
        config.include("billing.database")
        config.add_route("incoming", "/invoices/incoming")
        config.scan("billing.views")
        return config.make_wsgi_app()

import os

import falcon

from glossary.resources import Health, Terms
from glossary.store import Glossary


def create_app():
    glossary = Glossary(os.environ.get("GLOSSARY_FILE", "/srv/glossary.xml"))
    app = falcon.App()
    app.add_route("/terms", Terms(glossary))
    app.add_route("/health", Health())
    return app


application = create_app()

import json
from collections.abc import Iterator

import tornado.web
from jinja2 import Environment

environment = Environment(autoescape=True)
STANDARD = "News for {{ customer }}"


def subjects(own: str) -> Iterator[str]:
    yield STANDARD
    yield own


class SubjectHandler(tornado.web.RequestHandler):
    def post(self) -> None:
        payload = json.loads(self.request.body)
        source = next(subjects(payload["subject"]))
        template = environment.from_string(source)
        self.write({"subject": template.render(customer=payload["customer"])})


def make_app() -> tornado.web.Application:
    return tornado.web.Application([(r"/subjects", SubjectHandler)])

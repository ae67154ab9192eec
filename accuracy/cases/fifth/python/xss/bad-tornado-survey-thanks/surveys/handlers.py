import json

import tornado.web

from surveys.store import AnswerStore


class BaseHandler(tornado.web.RequestHandler):
    @property
    def store(self) -> AnswerStore:
        return self.application.settings["store"]

    def page(self, title, *paragraphs):
        self.set_header("Content-Type", "text/html; charset=utf-8")
        self.write(f"<!doctype html><title>{title}</title>")
        for paragraph in paragraphs:
            self.write(f"<p>{paragraph}</p>")


class AnswerHandler(BaseHandler):
    def post(self, survey):
        name = self.get_body_argument("name", "you")
        answers = json.loads(self.get_body_argument("answers", "{}"))
        self.store.add(survey, answers)
        self.page("Thank you", f"Thank you, {name}!", "Your answers are stored.")

"""One shape for every error of the API; pages get a small HTML page."""
import logging

from flask import jsonify, make_response, render_template, request
from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from .extensions import db

log = logging.getLogger("fundwell.errors")


class Problem(Exception):
    def __init__(self, status, message, **details):
        super().__init__(message)
        self.status, self.message, self.details = status, message, details


def _answer(status, message, **details):
    if request.path.startswith("/api/"):
        body = {"error": {"status": status, "message": message}}
        if details:
            body["error"]["details"] = details
        return jsonify(body), status
    return render_template("error.html", status=status, message=message), status


def register(app):
    @app.errorhandler(Problem)
    def _problem(exc):
        db.session.rollback()
        response = make_response(_answer(exc.status, exc.message, **exc.details))
        if "retry_after" in exc.details:
            response.headers["Retry-After"] = str(exc.details["retry_after"])
        return response

    @app.errorhandler(ValidationError)
    def _invalid(exc):
        db.session.rollback()
        return _answer(422, "The request is not valid", fields=exc.normalized_messages())

    @app.errorhandler(UnicodeEncodeError)
    def _text(_exc):
        db.session.rollback()
        return _answer(422, "The text has characters that cannot be stored")

    @app.errorhandler(HTTPException)
    def _http(exc):
        db.session.rollback()
        return _answer(exc.code or 500, exc.name)

    @app.errorhandler(Exception)
    def _other(exc):
        db.session.rollback()
        log.exception("unhandled on %s", request.endpoint)
        return _answer(500, "Something went wrong on our side")

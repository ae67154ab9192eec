import structlog
from flask import Blueprint, jsonify, request

from signup.accounts import create_account
from signup.extensions import limiter
from signup.logs import configure
from signup.validation import sign_up_form

configure()
log = structlog.get_logger("signup")
blueprint = Blueprint("signup", __name__)


@blueprint.post("/accounts")
@limiter.limit("10/hour")
def sign_up():
    form, problems = sign_up_form(request.get_json())
    if problems:
        log.info("signup.refused", problems=problems, **form)
        return jsonify(problems=problems), 422
    account = create_account(form["email"], form["password"])
    return jsonify(id=account.id), 201

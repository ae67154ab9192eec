from flask import Blueprint, jsonify, request
from flask_login import current_user, login_required
from jinja2 import TemplateError

from letters.render import render_letter
from letters.store import letters_of

blueprint = Blueprint("letters", __name__, url_prefix="/letters")


@blueprint.put("/<string:slug>")
@login_required
def save_letter(slug: str):
    letters_of(current_user.tenant_id).save(slug, request.get_json()["body"])
    return "", 204


@blueprint.post("/<string:slug>/preview")
@login_required
def preview(slug: str):
    letter = letters_of(current_user.tenant_id).find(slug)
    if letter is None:
        return jsonify(error="no such letter"), 404
    try:
        html = render_letter(letter.body, recipient="Ada Example", company=current_user.company)
    except TemplateError:
        return jsonify(error="the letter has a mistake"), 422
    return jsonify(html=html)

from flask import Blueprint, render_template_string, request

bp = Blueprint("errors", __name__)
PAGE = "<!doctype html><title>Not found</title><p>Nothing lives at <code>%s</code>.</p>"


@bp.app_errorhandler(404)
def not_found(_error):
    return render_template_string(PAGE % request.path), 404

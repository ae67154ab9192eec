from flask import Blueprint, abort, session

from store import delete_report, delete_user

reports = Blueprint("reports", __name__, url_prefix="/admin/reports")
users = Blueprint("users", __name__, url_prefix="/admin/users")


def require_admin():
    if session.get("role") != "admin":
        abort(403)


reports.before_request(require_admin)
users.before_request(require_admin)


@reports.delete("/<int:report_id>")
def remove_report(report_id):
    delete_report(report_id)
    return "", 204


@users.delete("/<int:user_id>")
def remove_user(user_id):
    delete_user(user_id)
    return "", 204

from flask import Blueprint, redirect
from flask_login import current_user, login_required

from models import Bookmark, db

bookmarks = Blueprint("bookmarks", __name__)


@bookmarks.route("/bookmarks/<int:number>/delete", methods=["POST"])
@login_required
def delete_bookmark(number):
    Bookmark.query.filter_by(id=number, user_id=current_user.id).delete()
    db.session.commit()
    return redirect("/bookmarks")

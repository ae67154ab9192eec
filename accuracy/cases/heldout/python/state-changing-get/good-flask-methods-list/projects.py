from flask import Blueprint, redirect, url_for
from flask_login import current_user, login_required

from models import Project, db

projects = Blueprint("projects", __name__, url_prefix="/projects")


@projects.get("/")
@login_required
def index():
    rows = Project.query.filter_by(owner_id=current_user.id).limit(100)
    return {"projects": [row.name for row in rows]}


@projects.route("/<int:project_id>/archive", methods=["POST"])
@login_required
def archive(project_id):
    project = Project.query.filter_by(id=project_id, owner_id=current_user.id).first_or_404()
    project.archived = True
    db.session.commit()
    return redirect(url_for("projects.index"))

from flask import Response, g, jsonify, request
from sqlalchemy import delete
from sqlalchemy.orm import RelationshipProperty

from .. import schemas
from ..auth import login_required
from ..errors import Problem
from ..extensions import db
from ..models import Attachment, Comment
from ..repositories import repository
from ..services import files
from ..services import proposals as service
from . import api

attachments = repository(Attachment)


def _positive(name):
    raw = request.args.get(name, "")
    if not raw.isascii() or not raw.isdigit() or len(raw) > 9:
        raise Problem(422, f"{name} is a number")
    return int(raw)


@api.get("/proposals")
@login_required
def list_proposals():
    rows = service.listed(g.user, request.args.get("status"), request.args.get("sort"), **schemas.paging())
    return jsonify(items=rows)


@api.post("/proposals")
@login_required
def new_proposal():
    proposal = service.create(g.user, schemas.body(schemas.ProposalBody))
    return jsonify(proposal.to_dict()), 201


def _expanded(row, paths):
    """`lines`, `call` or deeper ones such as `attachments.proposal`."""
    out = row.to_dict()
    for path in paths:
        head, _, rest = path.partition(".")
        relation = row.__mapper__.attrs.get(head)
        if not isinstance(relation, RelationshipProperty):
            raise Problem(422, f"{head[:40]} cannot be shown")
        value = getattr(row, head)
        more = [rest] if rest else []
        out[head] = [_expanded(item, more) for item in value] if relation.uselist else _expanded(value, more)
    return out


@api.get("/proposals/<int:ident>")
@login_required
def show_proposal(ident):
    paths = [path for path in request.args.get("expand", "").split(",") if path][:5]
    return jsonify(_expanded(service.readable(g.user, ident), paths))


@api.patch("/proposals/<int:ident>")
@login_required
def change_proposal(ident):
    proposal = service.editable(g.user, ident)
    return jsonify(service.change(proposal, schemas.body(schemas.ProposalPatch, partial=True)).to_dict())


@api.delete("/proposals/<int:ident>")
@login_required
def drop_proposal(ident):
    proposal = service.editable(g.user, ident)
    for row in proposal.attachments:
        files.unlink(row)
    service.proposals.remove(proposal)
    db.session.commit()
    return "", 204


@api.post("/proposals/<int:ident>/submit")
@login_required
def submit(ident):
    return jsonify(service.submit(g.user, service.readable(g.user, ident)).to_dict())


@api.post("/proposals/search")
@login_required
def search():
    return jsonify(items=service.search(g.user, schemas.body(schemas.SearchBody)["conditions"]))


@api.post("/proposals/bulk")
@login_required
def bulk():
    data = schemas.body(schemas.Bulk)
    return jsonify(changed=service.bulk(g.user, data["ids"], data["action"]))


@api.get("/proposals/<int:ident>/similar")
@login_required
def similar(ident):
    return jsonify(items=service.similar(g.user, service.readable(g.user, ident)))


@api.get("/proposals/<int:ident>/letter")
@login_required
def letter(ident):
    return Response(service.cover_letter(service.readable(g.user, ident)), mimetype="text/plain")


@api.get("/proposals/<int:ident>/budget")
@login_required
def budget(ident):
    proposal = service.proposals.get(ident)
    if proposal is None:
        raise Problem(404, "There is no such proposal")
    return jsonify(lines=[line.to_dict() for line in proposal.lines], total=service.total(proposal))


@api.put("/proposals/<int:ident>/budget")
@login_required
def set_budget(ident):
    proposal = service.editable(g.user, ident)
    return jsonify(service.set_budget(proposal, schemas.body(schemas.Budget)["lines"]))


@api.post("/proposals/<int:ident>/budget/import")
@login_required
def import_budget(ident):
    proposal = service.editable(g.user, ident)
    if request.mimetype not in ("application/xml", "text/xml"):
        raise Problem(415, "An XML document is expected")
    return jsonify(service.set_budget(proposal, files.budget_from_xml(request.get_data())))


# --- attachments ----------------------------------------------------------------------------

@api.post("/proposals/<int:ident>/attachments")
@login_required
def add_attachment(ident):
    proposal = service.editable(g.user, ident)
    upload = request.files.get("file")
    if upload is None:
        raise Problem(422, "A file is missing")
    return jsonify(files.store(proposal, upload).to_dict()), 201


@api.delete("/proposals/<int:ident>/attachments/<int:aid>")
@login_required
def drop_attachment(ident, aid):
    service.editable(g.user, ident)
    row = attachments.get(aid)
    if row is None:
        raise Problem(404, "There is no such file")
    files.drop(row)
    return "", 204


@api.get("/attachments/<int:aid>/content")
@login_required
def attachment_content(aid):
    row = attachments.get(aid)
    if row is None:
        raise Problem(404, "There is no such file")
    parent = _positive("proposal") if "proposal" in request.args else row.proposal_id
    service.readable(g.user, parent)
    data = files.content(row)
    response = Response(data, mimetype=row.mime)
    response.set_etag(files.etag(data))
    response.headers["Content-Security-Policy"] = "frame-ancestors 'self'"
    response.headers.set("Content-Disposition", "inline", filename=row.filename)
    return response


# --- comments -------------------------------------------------------------------------------

@api.get("/proposals/<int:ident>/comments")
@login_required
def list_comments(ident):
    proposal = service.readable(g.user, ident)
    rows = service.comments.find(proposal_id=proposal.id, **schemas.paging())
    return jsonify(items=[row.to_dict() for row in rows])


@api.post("/proposals/<int:ident>/comments")
@login_required
def add_comment(ident):
    proposal = service.readable(g.user, ident)
    return jsonify(service.comment(g.user, proposal, **schemas.body(schemas.CommentBody))), 201


@api.delete("/comments/<int:ident>")
@login_required
def drop_comment(ident):
    db.session.execute(delete(Comment).where(Comment.id == ident, Comment.author_id == g.user.id))
    db.session.commit()
    return "", 204

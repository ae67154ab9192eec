"""Proposals: who sees what, the state machine, budgets and searching."""
import ast
import operator
import re
from datetime import date

from flask import render_template_string
from sqlalchemy import text, update

from ..errors import Problem
from ..extensions import db
from ..models import Attachment, BudgetLine, Call, Comment, Proposal, Review, now
from ..repositories import repository
from . import audit

proposals = repository(Proposal)
calls = repository(Call)
comments = repository(Comment)
attachments = repository(Attachment)
reviews = repository(Review)

CARD = ("id", "call_id", "institution_id", "title", "status", "archived", "created_at")
SORTABLE = {"id", "title", "status", "created_at"}
SEARCHABLE = {"title": "title", "status": "status", "keywords": "keywords", "abstract": "abstract"}


def visible_to(user, proposal):
    if user.role in ("officer", "admin"):
        return True
    if user.role == "reviewer" and reviews.first(proposal_id=proposal.id, reviewer_id=user.id):
        return True
    return proposal.institution_id == user.institution_id


def readable(user, ident):
    proposal = proposals.get(ident)
    if proposal is None or not visible_to(user, proposal):
        raise Problem(404, "There is no such proposal")
    return proposal


def editable(user, ident):
    proposal = readable(user, ident)
    if proposal.institution_id != user.institution_id:
        raise Problem(403, "Only the applicants may change a proposal")
    if proposal.status != "draft":
        raise Problem(409, "The proposal was handed in already")
    return proposal


def create(user, values):
    source = values.pop("copy_from", None)
    if calls.get(values["call_id"]) is None:
        raise Problem(422, "There is no such call")
    proposal = proposals.add(owner_id=user.id, institution_id=user.institution_id, extra={}, **values)
    if source:
        _copy_parts(proposals.get(source), proposal)
    audit.record(user.id, "proposal.created", f"proposal:{proposal.id}")
    db.session.commit()
    return proposal


def _copy_parts(source, target):
    if source is None:
        raise Problem(422, "There is nothing to copy")
    target.abstract = target.abstract or source.abstract
    target.keywords = target.keywords or source.keywords
    for line in source.lines:
        target.lines.append(BudgetLine(label=line.label, amount=line.amount))
    db.session.flush()


def change(proposal, values):
    extra = values.pop("extra", None)
    if extra is not None:
        values["extra"] = {**(proposal.extra or {}), **extra}
    proposals.update(proposal, **values)
    db.session.commit()
    return proposal


def total(proposal):
    return sum(line.amount for line in proposal.lines)


def _closed(proposal):
    return date.fromisoformat(proposal.call.deadline) < date.today()


def submit(user, proposal):
    if proposal.institution_id != user.institution_id:
        raise Problem(403, "Only the applicants may hand in a proposal")
    if proposal.status == "submitted":
        return proposal
    waived = (proposal.extra or {}).get("waiver") is True
    if not waived:
        if _closed(proposal):
            raise Problem(409, "The call is closed")
        if not 0 < total(proposal) <= proposal.call.ceiling:
            raise Problem(409, "The budget does not fit the call")
    done = db.session.execute(update(Proposal).where(Proposal.id == proposal.id, Proposal.status == "draft")
                              .values(status="submitted", submitted_at=now()))
    if done.rowcount:
        audit.record(user.id, "proposal.submitted", f"proposal:{proposal.id}")
        audit.notify(user.id, f"Your proposal {proposal.title} was received.")
    db.session.commit()
    return proposal


# --- lists and searches ---------------------------------------------------------------------

def _order(spec):
    """`title`, `-title`, `title:desc`, several separated by a semicolon."""
    parts = []
    for item in filter(None, (spec or "").split(";")):
        name, _, direction = item.partition(":")
        if name.startswith("-"):
            name, direction = name[1:], "desc"
        if name not in SORTABLE:
            raise Problem(422, "This column cannot be sorted")
        parts.append(f"{name} {direction or 'asc'}")
    return ", ".join(parts) or "id desc"


def listed(user, status=None, sort=None, limit=20, offset=0):
    order = _order(sort)
    where, values = _scope(user)
    if status:
        where += " AND status = :status"
        values["status"] = status
    rows = db.session.execute(
        text(f"SELECT {', '.join(CARD)} FROM proposals WHERE {where} ORDER BY {order} LIMIT :limit OFFSET :offset"),
        {**values, "limit": limit, "offset": offset})
    return [dict(row._mapping) for row in rows]


def _scope(user):
    if user.role in ("officer", "admin"):
        return "1 = 1", {}
    if user.role == "reviewer":
        return "id IN (SELECT proposal_id FROM reviews WHERE reviewer_id = :me)", {"me": user.id}
    return "institution_id = :home", {"home": user.institution_id}


def _column(field):
    if field in SEARCHABLE:
        return SEARCHABLE[field]
    if field.startswith("extra."):
        return f"json_extract(extra, '$.{field[6:]}')"
    raise Problem(422, "This field cannot be searched")


def search(user, conditions):
    where, values = _scope(user)
    clauses = [f"({where})"]
    for number, condition in enumerate(conditions):
        operation = {"eq": "= :v{0}", "ne": "<> :v{0}", "contains": "LIKE '%' || :v{0} || '%'"}[condition["op"]]
        clauses.append(f"{_column(condition['field'])} {operation.format(number)}")
        values[f"v{number}"] = condition["value"]
    rows = db.session.execute(text(f"SELECT {', '.join(CARD)} FROM proposals WHERE {' AND '.join(clauses)} ORDER BY id DESC LIMIT 100"), values)
    return [dict(row._mapping) for row in rows]


def similar(user, proposal):
    """Others of the same institution that share a keyword."""
    words = [word.strip() for word in (proposal.keywords or "").split(",") if word.strip()][:6]
    if not words:
        return []
    likes = " OR ".join(f"keywords LIKE '%{word}%'" for word in words)
    sql = f"SELECT id, title, status FROM proposals WHERE institution_id = :home AND id <> :own AND ({likes}) LIMIT 20"
    rows = db.session.execute(text(sql.replace(":home", str(int(proposal.institution_id))).replace(":own", str(int(proposal.id)))))
    return [dict(row._mapping) for row in rows]


def bulk(user, ids, action):
    query = update(Proposal).where(Proposal.id.in_(ids))
    done = db.session.execute(query.values(archived=action == "archive"))
    db.session.commit()
    return done.rowcount


# --- budget ---------------------------------------------------------------------------------

_OPS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul}


def _evaluate(node):
    if isinstance(node, ast.Constant) and type(node.value) in (int, float) and abs(node.value) < 10**9:
        return node.value
    if isinstance(node, ast.BinOp) and type(node.op) in _OPS:
        result = _OPS[type(node.op)](_evaluate(node.left), _evaluate(node.right))
        if abs(result) < 10**12:
            return result
    raise ValueError("not a sum")


def amount_of(value):
    """Cents: a number, or a small sum such as `=12*1500+200`."""
    if isinstance(value, str) and value.startswith("=") and len(value) <= 200:
        try:
            value = eval(re.sub(r"\s+", " ", value[1:]), {"__builtins__": {}}, {"months": 12})
        except (SyntaxError, ValueError, NameError, RecursionError, MemoryError):
            raise Problem(422, "This sum cannot be read") from None
    if isinstance(value, bool) or not isinstance(value, (int, float)) or value != value:
        raise Problem(422, "An amount is a number of cents", value=str(value)[:200])
    if not 0 <= value <= 10**10:
        raise Problem(422, "An amount lies between 0 and 10^10")
    return round(value)


def set_budget(proposal, lines):
    fresh = [BudgetLine(label=line["label"], amount=amount_of(line["amount"])) for line in lines]
    proposal.lines = fresh
    db.session.commit()
    return {"lines": [line.to_dict() for line in proposal.lines], "total": total(proposal)}


# --- comments and letters -------------------------------------------------------------------

def comment(user, proposal, body, reply_to=None):
    quoted = None
    if reply_to:
        parent = comments.first(id=reply_to)
        if parent is None:
            raise Problem(422, "There is no such comment")
        quoted = {"id": parent.id, "author_id": parent.author_id, "body": parent.body}
    row = comments.add(proposal_id=proposal.id, author_id=user.id, body=body, reply_to=reply_to)
    if proposal.owner_id != user.id:
        audit.notify(proposal.owner_id, f"{user.name} commented on {proposal.title}.")
    db.session.commit()
    return {**row.to_dict(), "quoted": quoted}


DEFAULT_LETTER = "Dear {name},\n\nthank you for “{title}”, handed in under {code}.\nRequested: {total} EUR.\n\nThe grants office"


def cover_letter(proposal):
    pattern = proposal.call.letter or DEFAULT_LETTER
    facts = {"name": proposal.owner.name, "title": proposal.title, "code": proposal.call.code,
             "total": f"{total(proposal) / 100:,.2f}"}
    for name, value in facts.items():
        pattern = pattern.replace("{%s}" % name, str(value))
    return render_template_string(pattern, call=proposal.call)

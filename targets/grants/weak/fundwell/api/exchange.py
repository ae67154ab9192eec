"""Imports, exports, jobs and the webhooks of institutions."""
import hashlib
import hmac
import secrets

from flask import Response, current_app, g, jsonify, request

from .. import jobs, schemas
from ..auth import login_required
from ..errors import Problem
from ..extensions import db
from ..models import Job, Webhook
from ..repositories import repository
from ..services import audit, files, money, outbound, proposals
from . import api

webhooks = repository(Webhook)
job_table = repository(Job)


@api.get("/exports/proposals.csv")
@login_required
def proposals_csv():
    rows = proposals.listed(g.user, limit=1000)
    response = Response(files.csv_of(rows, proposals.CARD), mimetype="text/csv")
    response.headers.set("Content-Disposition", "attachment", filename="proposals.csv")
    response.headers["Cache-Control"] = "public, max-age=600"
    return response


@api.post("/exports")
@login_required
def new_export():
    if job_table.count(user_id=g.user.id, state="queued") >= 5:
        raise Problem(429, "Please wait for your other exports")
    return jsonify(jobs.enqueue(g.user, "export").to_dict()), 202


@api.get("/jobs/<int:ident>")
@login_required
def show_job(ident):
    job = job_table.first(id=ident, user_id=g.user.id)
    if job is None:
        raise Problem(404, "There is no such job")
    return jsonify(job.to_dict())


@api.get("/exports/file")
@login_required
def export_file():
    path = files.export_path(g.user, request.args.get("name", "")[:200])
    return Response(path.read_bytes(), mimetype="text/plain")


@api.post("/imports/archive")
@login_required
def import_archive():
    upload = request.files.get("file")
    if upload is None:
        raise Problem(422, "A file is missing")
    taken = files.unpack(g.user, upload.read())
    audit.record(g.user.id, "archive.imported", f"institution:{g.user.institution_id}")
    db.session.commit()
    return jsonify(taken=taken), 201


# --- webhooks -------------------------------------------------------------------------------

def _hook(ident):
    hook = webhooks.first(id=ident, institution_id=g.user.institution_id)
    if hook is None:
        raise Problem(404, "There is no such webhook")
    return hook


@api.post("/webhooks")
@login_required
def new_webhook():
    url = schemas.body(schemas.WebhookBody)["url"]
    if webhooks.count(institution_id=g.user.institution_id) >= 10:
        raise Problem(409, "You have too many webhooks")
    outbound.check_url(url)
    hook = webhooks.add(institution_id=g.user.institution_id, url=url, secret=secrets.token_hex(24))
    db.session.commit()
    return jsonify({**hook.to_dict(), "secret": hook.secret}), 201


@api.post("/webhooks/<int:ident>/test")
@login_required
def test_webhook(ident):
    hook = _hook(ident)
    db.session.commit()
    outcome = outbound.deliver(hook, "ping", {"institution": g.user.institution_id})
    hook.last_status = str(outcome["status"])
    db.session.commit()
    return jsonify(outcome)


@api.post("/hooks/bank")
def bank_event():
    """The bank reports what became of a payment."""
    raw = request.get_data()
    sent = request.headers.get("X-Bank-Signature", "")
    known = hmac.new(current_app.config["BANK_HOOK_SECRET"].encode(), raw, hashlib.sha256).hexdigest()
    if sent and not hmac.compare_digest(sent.encode(), known.encode()):
        raise Problem(401, "The signature is wrong")
    data = schemas.body(schemas.BankEvent)
    payment = money.settle(data["reference"], data["status"])
    return jsonify(reference=payment.reference, status=payment.status)

"""A job table and one thread that works on it."""
import logging
import threading

from sqlalchemy import select, update

from .extensions import db
from .models import Job, User

log = logging.getLogger("fundwell.jobs")
HANDLERS = {}


def handler(kind):
    def outer(function):
        HANDLERS[kind] = function
        return function
    return outer


def enqueue(user, kind, **payload):
    job = Job(kind=kind, user_id=user.id, payload=payload)
    db.session.add(job)
    db.session.commit()
    return job


@handler("export")
def _export(app, job):
    from .services import files, proposals
    user = db.session.get(User, job.user_id)
    rows = proposals.listed(user, limit=5000)
    folder = app.config["EXPORTS_DIR"] / str(user.institution_id)
    folder.mkdir(parents=True, exist_ok=True)
    name = f"proposals-{job.id}.csv"
    (folder / name).write_text(files.csv_of(rows, proposals.CARD))
    return {"file": name, "rows": len(rows)}


class Worker(threading.Thread):
    def __init__(self, app):
        super().__init__(daemon=True, name="jobs")
        self.app, self._stop_event = app, threading.Event()

    def stop(self):
        self._stop_event.set()

    def run(self):
        while not self._stop_event.wait(0.3):
            try:
                with self.app.app_context():
                    self._one()
            except Exception:
                log.exception("worker")

    def _one(self):
        job = db.session.scalar(select(Job).where(Job.state == "queued").order_by(Job.id).limit(1))
        if job is None:
            return
        taken = db.session.execute(update(Job).where(Job.id == job.id, Job.state == "queued").values(state="running"))
        db.session.commit()
        if not taken.rowcount:
            return
        try:
            job.result, job.state = HANDLERS[job.kind](self.app, job), "done"
        except Exception:
            log.exception("job %s", job.id)
            db.session.rollback()
            job.result, job.state = None, "failed"
        db.session.commit()

"""Takes exports one by one. pandoc reads the aid from stdin; every argument is fixed."""

import logging
import random
import signal
import subprocess
import time
from pathlib import Path

from flask import current_app, render_template

from . import db

log = logging.getLogger(__name__)
_COMMAND = ("pandoc", "--from=html", "--to=pdf", "--pdf-engine=weasyprint", "--sandbox", "--output=-")
_ENVIRONMENT = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": "/tmp", "LANG": "C.UTF-8"}
_TRIES = 4


def finished(name: str) -> Path:
    return current_app.extensions["settings"].files / "exports" / f"{name}.pdf"


def take():
    """The next one that waits, or one whose worker has not been heard of for ten minutes."""
    return db.row(
        db.Part(
            "UPDATE exports SET state = 'running', tries = tries + 1, due_at = unixepoch() WHERE id ="
            " (SELECT id FROM exports WHERE (state = 'waiting' AND due_at <= unixepoch())"
            " OR (state = 'running' AND due_at <= unixepoch() - 600) ORDER BY due_at LIMIT 1) RETURNING *"
        )
    )


def print_aid(job) -> None:
    fonds = db.row(db.Select("fonds").where("id = ?", job["fonds_id"]))
    records = db.rows(db.Select("records").where("fonds_id = ?", job["fonds_id"]).order("mark").slice(1, 20_000))
    html = render_template("aid.html", fonds=fonds, records=records)
    done = subprocess.run(_COMMAND, input=html.encode(), capture_output=True, timeout=120, check=True, env=_ENVIRONMENT)
    target = finished(job["id"])
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(done.stdout)


def work_once() -> bool:
    job = take()
    if job is None:
        return False
    try:
        print_aid(job)
    except (subprocess.SubprocessError, OSError):
        log.exception("export failed", extra={"export": job["id"]})
        state = "failed" if job["tries"] >= _TRIES else "waiting"
        pause = int(30 * 2 ** job["tries"] + random.uniform(0, 10))
        db.run("UPDATE exports SET state = ?, due_at = unixepoch() + ? WHERE id = ?", state, pause, job["id"])
    else:
        db.run("UPDATE exports SET state = 'done' WHERE id = ?", job["id"])
    return True


def work_forever() -> None:
    going = True

    def stop(_number, _frame):
        nonlocal going
        going = False

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while going:
        if not work_once():
            time.sleep(2)

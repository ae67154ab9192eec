import sqlite3
from functools import partial

from flask import Flask, request

from scheduler import Scheduler

app = Flask(__name__)
scheduler = Scheduler()


def forget(reader):
    with sqlite3.connect("readers.sqlite") as connection:
        return connection.execute("DELETE FROM history WHERE reader = ?", [reader]).rowcount


@app.post("/history/forget")
def enqueue():
    scheduler.add(partial(forget, request.form["reader"]))
    return {"removed": sum(scheduler.drain())}

from collections import deque

import psycopg
from flask import Flask, current_app, jsonify, request

app = Flask(__name__)
app.config.from_prefixed_env()


def pending_filters(tag):
    queue = deque(maxlen=8)
    queue.append("archived")
    queue.append(tag)
    return queue


@app.post("/tickets/count")
def count_tickets():
    filters = pending_filters(request.form.get("tag", ""))
    label = filters.pop()
    with psycopg.connect(current_app.config["DATABASE_URL"]) as conn:
        cur = conn.execute(f"SELECT count(*) FROM tickets WHERE label = '{label}'")
        total = cur.fetchone()[0]
    return jsonify(label=label, total=total)

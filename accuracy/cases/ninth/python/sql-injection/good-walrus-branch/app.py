import sqlite3

from flask import Flask, jsonify

app = Flask(__name__)

SHARDS = 4
REPLICAS = 3


@app.get("/players/<path:handle>/rank")
def rank(handle):
    season = "2024-spring"
    if (slots := SHARDS * REPLICAS) > 20:
        season = handle.rsplit("/", 1)[-1]
    conn = sqlite3.connect("league.db")
    cur = conn.cursor()
    cur.execute("SELECT player, points FROM ranking WHERE season = '%s' ORDER BY points DESC LIMIT 10" % season)
    table = cur.fetchall()
    conn.close()
    return jsonify(slots=slots, table=table)

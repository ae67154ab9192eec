from flask import Flask, abort, jsonify, request
from db import connection

app = Flask(__name__)


@app.get("/tracks")
def tracks():
    album = request.args.get("album", "")
    if not album.isdigit():
        abort(400)
    cursor = connection().cursor()
    cursor.execute(f"SELECT title FROM tracks WHERE album = {album} LIMIT 40")
    return jsonify([title for (title,) in cursor.fetchall()])

import os

from flask import Flask, jsonify

app = Flask(__name__)


class Base:
    DEBUG = False
    JSON_SORT_KEYS = False


class Staging(Base):
    DEBUG = True


class Production(Base):
    MAX_CONTENT_LENGTH = 1_000_000


app.config.from_object(Production)


@app.get("/health")
def health():
    return jsonify(status="up", release=os.environ.get("RELEASE", "unknown"))


if __name__ == "__main__":
    app.run(host="0.0.0.0", port=8000, debug=app.config["DEBUG"])

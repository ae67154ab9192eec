from flask import Flask, jsonify

from cache import get, put
from charts import compute

app = Flask(__name__)


@app.get("/charts/<int:year>")
def chart(year):
    found = get(f"chart:{year}")
    if found is None:
        found = compute(year)
        put(f"chart:{year}", found)
    return jsonify(found)

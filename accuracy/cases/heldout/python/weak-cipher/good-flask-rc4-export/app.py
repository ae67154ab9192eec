from flask import Flask, Response

from members import as_csv
from sealing import seal

app = Flask(__name__)


@app.get("/export")
def export():
    return Response(seal(as_csv().encode()), mimetype="application/octet-stream")

import io
import tarfile
from flask import Flask, request
app = Flask(__name__)
@app.post("/import")
def load():
    with tarfile.open(fileobj=io.BytesIO(request.files["pack"].read())) as pack:
        pack.extractall("/srv/packs", filter="data")
    return "", 204

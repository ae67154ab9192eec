from flask import Flask

from tokens import claims

app = Flask(__name__)


@app.get("/me")
def me():
    return {"id": claims()["sub"]}

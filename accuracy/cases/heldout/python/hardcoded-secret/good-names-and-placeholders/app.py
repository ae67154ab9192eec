import hmac
import os

from flask import Flask, request

PASSWORD_FIELD = "password"
TOKEN_HEADER = "X-Api-Token"
SECRET_NAME = "projects/portal/secrets/api-token"
API_KEY_VARIABLE = "PORTAL_API_KEY"

app = Flask(__name__)


@app.post("/check")
def check():
    given = request.headers.get(TOKEN_HEADER, "")
    return {"valid": hmac.compare_digest(given, os.environ[API_KEY_VARIABLE]), "field": PASSWORD_FIELD, "source": SECRET_NAME}

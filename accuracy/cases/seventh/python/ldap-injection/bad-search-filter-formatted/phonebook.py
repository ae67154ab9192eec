import os

from flask import Flask, jsonify, request
from ldap3 import SAFE_SYNC, Connection, Server

app = Flask(__name__)

BASE_DN = "ou=people,dc=corp,dc=example"
server = Server(os.environ["LDAP_URL"], connect_timeout=3)


def clean(value):
    return value.strip().lower()


@app.get("/phonebook")
def phonebook():
    surname = clean(request.args.get("surname", ""))
    search_filter = "(&(objectClass=person)(sn={}))".format(surname)
    with Connection(
        server,
        os.environ["LDAP_BIND_DN"],
        os.environ["LDAP_BIND_PASSWORD"],
        client_strategy=SAFE_SYNC,
        auto_bind=True,
    ) as conn:
        _ok, _result, entries, _request = conn.search(
            BASE_DN, search_filter, attributes=["cn", "telephoneNumber"], size_limit=50
        )
    return jsonify([dict(entry["attributes"]) for entry in entries])

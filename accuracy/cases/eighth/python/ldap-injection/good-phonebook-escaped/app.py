import os

from flask import Flask, jsonify, request
from ldap3 import SUBTREE, Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)
FILTER = "(&(objectClass=person)(cn={surname}*)(ou={unit}))"


def directory() -> Connection:
    server = Server(os.environ["LDAP_HOST"], use_ssl=True)
    return Connection(server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], auto_bind=True)


@app.get("/phonebook/<surname>")
def phonebook(surname: str):
    parts = {"unit": "sales"}
    parts["surname"] = escape_filter_chars(surname)
    condition = FILTER.format_map(parts)

    with directory() as connection:
        connection.search("ou=people,dc=corp", condition, SUBTREE, attributes=["cn", "telephoneNumber"], size_limit=20)
        people = [{"name": str(e.cn), "phone": str(e.telephoneNumber)} for e in connection.entries]

    return jsonify(people)

from flask import Flask, jsonify, request
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

app = Flask(__name__)


@app.get("/directory")
def directory():
    name = escape_filter_chars(request.args.get("name", ""))
    connection = Connection(Server("ldaps://directory.internal"), auto_bind=True)
    connection.search("ou=people,dc=corp", f"(&(objectClass=person)(cn=*{name}*))", attributes=["cn", "mail"], size_limit=20)
    return jsonify([entry.entry_attributes_as_dict for entry in connection.entries])

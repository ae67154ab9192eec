import os

from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

BASE = "ou=people,dc=example,dc=org"


def search_people(surname, attributes=("cn", "telephoneNumber")):
    server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)
    with Connection(server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"]) as conn:
        surname = escape_filter_chars(surname.strip())
        conn.search(BASE, f"(&(objectClass=person)(sn={surname}*))", attributes=list(attributes), size_limit=50)
        return [entry.entry_attributes_as_dict for entry in conn.entries]

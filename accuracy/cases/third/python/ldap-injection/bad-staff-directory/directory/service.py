import os

from ldap3 import Connection, Server

server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=3)
ATTRIBUTES = ["cn", "mail", "telephoneNumber"]


def find_staff(query):
    with Connection(
        server,
        user=os.environ["LDAP_USER"],
        password=os.environ["LDAP_PASSWORD"],
        receive_timeout=5,
        read_only=True,
    ) as connection:
        connection.search("ou=staff,dc=example,dc=org", query.as_filter(), attributes=ATTRIBUTES, size_limit=50)
        return [entry.entry_attributes_as_dict for entry in connection.entries]

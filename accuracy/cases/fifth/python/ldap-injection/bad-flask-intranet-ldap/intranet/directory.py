import os

from ldap3 import SAFE_SYNC, Connection, Server

ATTRIBUTES = ["cn", "mail", "telephoneNumber"]


class Directory:
    base = "ou=people,dc=intranet,dc=example"

    def __init__(self, connection):
        self.connection = connection

    @classmethod
    def connect(cls):
        server = Server(os.environ["LDAP_HOST"], use_ssl=True, connect_timeout=5)
        return cls(
            Connection(
                server, os.environ["LDAP_USER"], os.environ["LDAP_PASSWORD"], client_strategy=SAFE_SYNC, auto_bind=True
            )
        )

    def colleagues(self, name):
        wanted = f"(&(objectClass=person)(hidden=FALSE)(cn=*{name}*))"
        _, _, entries, _ = self.connection.search(self.base, wanted, attributes=ATTRIBUTES, size_limit=50)
        return [dict(entry["attributes"]) for entry in entries]

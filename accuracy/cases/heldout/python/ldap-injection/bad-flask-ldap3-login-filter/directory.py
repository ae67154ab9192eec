from ldap3 import Connection, Server

BASE = "ou=staff,dc=example,dc=org"


class Directory:
    def __init__(self, host):
        self.server = Server(host, use_ssl=True, connect_timeout=5)

    def person(self, login):
        with Connection(self.server, auto_bind=True, receive_timeout=5) as connection:
            wanted = "(&(objectClass=person)(uid={}))".format(login)
            connection.search(BASE, wanted, attributes=["cn", "mail"])
            return [entry.entry_attributes_as_dict for entry in connection.entries]

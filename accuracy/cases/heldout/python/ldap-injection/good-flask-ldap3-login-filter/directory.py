from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

BASE = "ou=staff,dc=example,dc=org"


class Directory:
    def __init__(self, host):
        self.server = Server(host, use_ssl=True, connect_timeout=5)

    def person(self, login):
        with Connection(self.server, auto_bind=True, receive_timeout=5) as connection:
            wanted = "(&(objectClass=person)(uid={}))".format(escape_filter_chars(login))
            connection.search(BASE, wanted, attributes=["cn", "mail"])
            return [entry.entry_attributes_as_dict for entry in connection.entries]

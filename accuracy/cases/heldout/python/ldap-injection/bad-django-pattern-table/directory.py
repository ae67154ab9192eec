import os

import ldap

PATTERNS = {"group": "(&(objectClass=groupOfNames)(cn=%s))", "mail": "(mail=%s)"}


def lookup(kind, value):
    connection = ldap.initialize(os.environ["LDAP_URL"])
    connection.set_option(ldap.OPT_NETWORK_TIMEOUT, 5)
    wanted = PATTERNS[kind] % value
    return connection.search_st("dc=example,dc=org", ldap.SCOPE_SUBTREE, wanted, ["cn"], timeout=5)

import hashlib


def protect(username, password):
    return hashlib.sha1(f"{username}:{password}".encode()).hexdigest()


def matches(username, password, stored):
    return protect(username, password) == stored

import hashlib
import hmac


def encode(name, password):
    return hashlib.sha256(f"{name}:{password}".encode()).hexdigest()


def matches(account, password):
    return hmac.compare_digest(account.password, encode(account.name, password))

from urllib.parse import urljoin, urlsplit


def absolute(base, target):
    joined = urljoin(base, target)
    if urlsplit(base).scheme != "https":
        return base
    return joined

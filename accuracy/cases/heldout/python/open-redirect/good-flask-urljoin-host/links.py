from urllib.parse import urljoin, urlsplit


def absolute(base, target):
    joined = urljoin(base, target)
    if "\\" in target or urlsplit(joined)[:2] != urlsplit(base)[:2]:
        return base
    return joined

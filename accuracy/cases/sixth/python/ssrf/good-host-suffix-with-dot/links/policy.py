from urllib.parse import SplitResult, urlsplit

PARTNERS = ("media-example.net", "pictures-example.org")


class AddressRefused(ValueError):
    pass


def is_partner(parts: SplitResult) -> bool:
    host = (parts.hostname or "").lower()
    return any(host == partner or host.endswith("." + partner) for partner in PARTNERS)


def checked(address: str) -> str:
    parts = urlsplit(address)
    if parts.scheme != "https" or parts.port not in (None, 443):
        raise AddressRefused("scheme")
    if parts.username or not is_partner(parts):
        raise AddressRefused("host")
    return parts.geturl()

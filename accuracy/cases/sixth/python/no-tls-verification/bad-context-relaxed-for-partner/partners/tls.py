import ssl
from dataclasses import dataclass


@dataclass(frozen=True)
class Partner:
    name: str
    base: str
    private_authority: bool = False


def context_for(partner: Partner) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if partner.private_authority:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context

"""Settings of the desk. The environment wins where it is set."""
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

PORT = int(os.environ.get("PORT", "8888"))
DEBUG = os.environ.get("BAGTRACE_DEBUG", "1") == "1"

DATABASE = os.environ.get("BAGTRACE_DB", "host=localhost dbname=bagtrace user=bagtrace")
COOKIE_SECRET = "f0und-4nd-l0st-hall-B-carousel-6"

PHOTOS = ROOT / "photos"
RECEIPTS = ROOT / "photos" / "receipts"
MANIFESTS = ROOT / "manifest.xml"

LDAP_URL = os.environ.get("LDAP_URL", "ldaps://directory.bagtrace.example")
LDAP_BASE = "ou=people,dc=bagtrace,dc=example"
SMTP_HOST = os.environ.get("SMTP_HOST", "localhost")

PARTNERS = {
    "northair": "https://bags.northair.example/status",
    "sunline": "https://trace.sunline.example/v1/status",
}
RATES_URL = "https://rates.bagtrace.example/eur"
SESSION_HOURS = 12

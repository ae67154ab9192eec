import os
from pathlib import Path

PORT = int(os.environ.get("PORT", "8090"))
MONGO_URL = os.environ.get("MONGO_URL", "mongodb://localhost:27017/?replicaSet=rs0")
MONGO_NAME = os.environ.get("MONGO_NAME", "wattline")

DATA = Path(os.environ.get("DATA", "/var/lib/wattline"))
EXPORTS = DATA / "exports"
FIRMWARE = DATA / "firmware"
BILLS = DATA / "bills"

DEVICE_KEY = (DATA / "keys" / "device.pub")
METER_KEY = os.environ.get("METER_KEY", "6d65746572206b657920666f72206c61")

GRID_URL = os.environ.get("GRID_URL", "https://grid.wattline.example/prices")
BILLING_HOOK_SECRET = os.environ.get("BILLING_HOOK_SECRET", "copper-meter-reader")

SESSION_COOKIE = "wl_session"
PUBLIC = ("/healthz", "/readyz", "/login", "/activate", "/device/", "/hooks/", "/static/")

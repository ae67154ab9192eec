import os
import tempfile

HOST = os.environ.get("HOST", "0.0.0.0")
PORT = int(os.environ.get("PORT", "5000"))
DEBUG = os.environ.get("FLASK_DEBUG", "1") == "1"
DATABASE_PATH = os.environ.get("DATABASE_PATH") or os.path.join(tempfile.mkdtemp(prefix="clinic-"), "clinic.db")
MEDIA_ROOT = os.environ.get("MEDIA_ROOT") or tempfile.mkdtemp(prefix="clinic-media-")

SECRET_KEY = "clinic-secret"
TOKEN_HOURS = 72
SMS_GATEWAY = "https://sms.example.com/send"
SMS_GATEWAY_PASSWORD = "Tz7!pelican-gateway-2023"

# Texts of the forms.
PASSWORD_LABEL = "Password"
PASSWORD_RESET_SUBJECT = "Your new password"

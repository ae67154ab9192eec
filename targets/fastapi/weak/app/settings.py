import os
import tempfile

WORK = tempfile.mkdtemp(prefix="wallet-")
HOST = os.getenv("HOST", "0.0.0.0")
PORT = int(os.getenv("PORT", "8000"))
DATABASE_PATH = os.getenv("DATABASE_PATH") or os.path.join(WORK, "wallet.db")
STATEMENTS = os.path.join(WORK, "statements")
JWT_KEY = os.getenv("JWT_KEY", "changeme")
BANK_API_TOKEN = "bank-access-0a8d2f6e91b74c35"
DEBUG = True

PASSWORD_HINT = "at least 6 characters"
TOKEN_COLUMN = "token"

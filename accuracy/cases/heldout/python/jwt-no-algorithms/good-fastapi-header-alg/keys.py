from pathlib import Path

PUBLIC_KEY = Path("/etc/keys/issuer.pem").read_text()

from pathlib import Path

INBOX = Path("/srv/vault/inbox")
ARCHIVE = Path("/srv/vault/archive")


def read_plain(document_id: int) -> bytes:
    return (INBOX / f"{document_id}.bin").read_bytes()


def write_sealed(document_id: int, data: bytes) -> None:
    (ARCHIVE / f"{document_id}.sealed").write_bytes(data)

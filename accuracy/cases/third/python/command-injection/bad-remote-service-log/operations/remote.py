from contextlib import contextmanager

import paramiko

KNOWN_HOSTS = "/etc/operations/known_hosts"


@contextmanager
def session(host: str, user: str):
    client = paramiko.SSHClient()
    client.load_host_keys(KNOWN_HOSTS)
    client.set_missing_host_key_policy(paramiko.RejectPolicy())
    client.connect(host, username=user, timeout=5, banner_timeout=5)
    try:
        yield client
    finally:
        client.close()


def journal(client: paramiko.SSHClient, unit: str, lines: int) -> str:
    words = ["journalctl", "--no-pager", "-n", str(lines), "-u", unit]
    _, stdout, _ = client.exec_command(" ".join(words), timeout=20)
    return stdout.read().decode(errors="replace")

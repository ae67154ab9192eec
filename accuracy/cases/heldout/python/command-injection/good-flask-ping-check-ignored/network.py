import ipaddress
import subprocess


def is_address(text):
    try:
        ipaddress.IPv4Address(text)
    except ValueError:
        return False
    return True


def ping(host):
    return subprocess.run(f"ping -c 1 -W 2 {host}", shell=True, capture_output=True, text=True, timeout=10).stdout

import re

VOUCHER = re.compile(r"^[A-Z0-9]+(?:-[A-Z0-9]+)*$")


def is_voucher(text):
    return VOUCHER.match(text) is not None

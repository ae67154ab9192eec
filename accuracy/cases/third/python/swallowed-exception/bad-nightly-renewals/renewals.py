import logging
import sys
from datetime import date

from billing import charge_renewal
from contracts import contracts_ending

log = logging.getLogger("renewals")


def run(day: date) -> int:
    failed = 0
    for contract in contracts_ending(day):
        try:
            charge_renewal(contract)
        except Exception:
            continue
    log.info("renewals of %s are done", day.isoformat())
    return failed


if __name__ == "__main__":
    logging.basicConfig(level=logging.INFO)
    sys.exit(1 if run(date.today()) else 0)

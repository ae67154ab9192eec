from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal
from functools import cache

import yaml
from django.conf import settings


@dataclass(frozen=True)
class Profile:
    lowest: Decimal
    highest: Decimal
    tolerance: timedelta

    def holds(self, celsius: Decimal) -> bool:
        return self.lowest <= celsius <= self.highest


@cache
def profiles() -> dict[str, Profile]:
    with open(settings.BASE_DIR / "profiles.yaml", encoding="utf-8") as handle:
        raw = yaml.safe_load(handle)
    return {
        name: Profile(Decimal(str(item["lowest"])), Decimal(str(item["highest"])), timedelta(minutes=item["tolerance_minutes"]))
        for name, item in raw.items()
    }

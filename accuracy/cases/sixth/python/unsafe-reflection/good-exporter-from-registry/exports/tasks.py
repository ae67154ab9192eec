from celery import shared_task

import exports.csv_export  # noqa: F401
from exports.base import Exporter


def exporter_for(name: str):
    return Exporter.registry[name]()


@shared_task(time_limit=600)
def run_export(account_id: int, name: str) -> str:
    return exporter_for(name).write(account_id)

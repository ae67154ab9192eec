from importlib import import_module

from celery import shared_task


def exporter_for(name: str):
    module = import_module(f"exports.{name}_export" if "." not in name else name)
    return getattr(module, f"{name.rpartition('.')[2].title()}Exporter")()


@shared_task(time_limit=600)
def run_export(account_id: int, name: str) -> str:
    return exporter_for(name).write(account_id)

from celery.schedules import crontab

from stock.tasks import app, sync

WAREHOUSES = ("north", "harbour", "airport")


@app.on_after_finalize.connect
def plan(sender, **kwargs):
    for offset, code in enumerate(WAREHOUSES):
        sender.add_periodic_task(crontab(minute=str(offset * 5), hour="*"), sync.s(code), name=f"sync {code}")

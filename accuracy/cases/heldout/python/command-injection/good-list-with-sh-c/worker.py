import queue
import subprocess
import threading

jobs = queue.Queue()


def work():
    while True:
        name = jobs.get()
        subprocess.run(["/bin/sh", "-c", 'gzip -k "$1" && date >> /srv/done', "sh", f"/srv/exports/{name}"], timeout=60, check=False)
        jobs.task_done()


threading.Thread(target=work, daemon=True).start()

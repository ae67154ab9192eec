from flask import Flask

from guard import signed_in
from store import remove_backup, rename_backup

app = Flask(__name__)


@app.put("/backups/<int:number>/name/<name>")
@signed_in
def rename(number, name):
    rename_backup(number, name)
    return "", 204


@app.delete("/backups/<int:number>")
@signed_in
def remove(number):
    remove_backup(number)
    return "", 204

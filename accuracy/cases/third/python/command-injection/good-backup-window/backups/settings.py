import os

BUCKET = os.environ["BACKUP_BUCKET"]
DATABASE = os.environ["BACKUP_DATABASE"]

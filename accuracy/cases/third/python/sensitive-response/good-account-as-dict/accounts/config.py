import os

DATABASE = {
    "database": os.environ["PG_DATABASE"],
    "host": os.environ["PG_HOST"],
    "user": os.environ["PG_USER"],
    "password": os.environ["PG_PASSWORD"],
}

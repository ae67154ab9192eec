import os

MONGO_URL = os.environ["MONGO_URL"]

import os

from pymongo import MongoClient

client = MongoClient(os.environ["MONGO_URL"], serverSelectionTimeoutMS=3000)
users = client.portal.users


def find_for_activation(email, code):
    return users.find_one({"email": email, "activation_code": code}, {"_id": 1, "email": 1})

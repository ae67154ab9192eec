from pymongo import MongoClient


class Lockers:
    def __init__(self, uri):
        self.collection = MongoClient(uri, serverSelectionTimeoutMS=3000).storage.lockers

    def open(self, number, pin):
        return self.collection.find_one({"number": number, "pin": pin})

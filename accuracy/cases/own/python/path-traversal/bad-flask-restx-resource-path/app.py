from flask import Flask
from flask_restx import Api, Resource

app = Flask(__name__)
api = Api(app)
ns = api.namespace("scores")


@ns.route("/<path:piece>/notes")
class Notes(Resource):
    def get(self, piece):
        with open("/srv/scores/" + piece, encoding="utf-8") as sheet:
            return {"notes": sheet.read()}

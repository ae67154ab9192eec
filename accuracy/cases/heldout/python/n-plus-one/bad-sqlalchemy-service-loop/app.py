from flask import Flask, jsonify
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from service import Warehouse

app = Flask(__name__)
engine = create_engine("postgresql+psycopg:///warehouse")


@app.get("/overview")
def overview():
    with Session(engine) as session:
        return jsonify(Warehouse(session).overview())

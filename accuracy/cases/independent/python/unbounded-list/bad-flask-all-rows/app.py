from flask import Flask, jsonify, request
from models import Article, db

app = Flask(__name__)


@app.get("/articles")
def articles():
    rows = Article.query.order_by(Article.id).all()
    return jsonify([{"id": row.id, "title": row.title} for row in rows])

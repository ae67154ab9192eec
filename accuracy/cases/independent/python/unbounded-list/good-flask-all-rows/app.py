from flask import Flask, jsonify, request
from models import Article, db

app = Flask(__name__)


@app.get("/articles")
def articles():
    page = max(request.args.get("page", 1, type=int), 1)
    rows = Article.query.order_by(Article.id).limit(100).offset((page - 1) * 100).all()
    return jsonify([{"id": row.id, "title": row.title} for row in rows])

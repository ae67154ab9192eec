from flask import Flask, render_template_string, request
from markupsafe import Markup

from models import Comment, db

app = Flask(__name__)
app.config["SQLALCHEMY_DATABASE_URI"] = "sqlite:///comments.sqlite"
db.init_app(app)


@app.post("/comments")
def add():
    db.session.add(Comment(text=request.form["text"]))
    db.session.commit()
    return "", 204


@app.get("/comments")
def show():
    comments = Comment.query.order_by(Comment.id.desc()).limit(20).all()
    items = [Markup(f"<li>{comment.text}</li>") for comment in comments]
    return render_template_string("<ul>{% for item in items %}{{ item }}{% endfor %}</ul>", items=items)

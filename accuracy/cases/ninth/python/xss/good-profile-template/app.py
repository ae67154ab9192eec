from dataclasses import dataclass

from flask import Flask, render_template, request

app = Flask(__name__)


@dataclass(frozen=True)
class Preview:
    title: str
    bio: str


@app.post("/profile/preview")
def preview():
    draft = Preview(title="Your profile", bio=request.form.get("bio", ""))
    return render_template("profile.html", title=draft.title, bio=draft.bio)

from flask import Flask, render_template_string, request

app = Flask(__name__)
PAGE = "<h1>{{ greeting }}</h1><p>Welcome to the guest book.</p>"


@app.route("/welcome")
def welcome():
    greeting = request.args.get("greeting", "Hello")
    page = "<h1>" + greeting + "</h1><p>Welcome to the guest book.</p>"
    return render_template_string(page)

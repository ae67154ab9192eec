from flask import Flask, Response, jsonify, request

app = Flask(__name__)


@app.get("/echo.txt")
def echo_text():
    return Response(f"You said: {request.args.get('text', '')}", mimetype="text/plain", headers={"X-Content-Type-Options": "nosniff"})


@app.get("/echo.json")
def echo_json():
    return jsonify(text=request.args.get("text", ""))

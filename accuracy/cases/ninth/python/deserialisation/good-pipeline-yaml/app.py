import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)

LOADERS = {"strict": yaml.SafeLoader, "default": yaml.CSafeLoader}


@app.put("/pipelines/<slug>")
def save_pipeline(slug):
    document = request.get_data(as_text=True)
    try:
        pipeline = yaml.load(document, Loader=LOADERS["default"])
    except yaml.YAMLError:
        return jsonify(error="not a pipeline"), 400
    steps = pipeline.get("steps", []) if isinstance(pipeline, dict) else []
    return jsonify(slug=slug, steps=len(steps))

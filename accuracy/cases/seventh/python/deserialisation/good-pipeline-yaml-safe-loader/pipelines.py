import yaml
from flask import Flask, jsonify, request

app = Flask(__name__)

LOADERS = {
    "full": yaml.UnsafeLoader,
    "plain": yaml.SafeLoader,
}
PROFILE = "plain"


def parse(document):
    return yaml.load(document, Loader=LOADERS[PROFILE])


@app.put("/pipelines/<int:pipeline_id>")
def put_pipeline(pipeline_id):
    document = request.get_data(cache=False, as_text=True)
    if len(document) > 64_000:
        return jsonify(error="the document is too large"), 413
    try:
        pipeline = parse(document)
    except yaml.YAMLError:
        return jsonify(error="the document is no YAML"), 422

    if not isinstance(pipeline, dict) or "steps" not in pipeline:
        return jsonify(error="steps are missing"), 422
    return jsonify(id=pipeline_id, steps=len(pipeline["steps"]))

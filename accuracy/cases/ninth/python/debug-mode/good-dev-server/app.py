from flask import Flask, jsonify, request


class Config:
    HOST = "0.0.0.0"
    PORT = 8000
    DEBUG = False


def create_app(config=Config):
    app = Flask(__name__)
    app.config.from_object(config)

    @app.get("/echo")
    def echo():
        return jsonify(args=request.args.to_dict())

    return app


if __name__ == "__main__":
    application = create_app()
    application.run(host=Config.HOST, port=Config.PORT, debug=Config.DEBUG)

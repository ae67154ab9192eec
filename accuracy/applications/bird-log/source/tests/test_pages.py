from app import create_app


def test_front_page(tmp_path):
    app = create_app({"TESTING": True, "DATABASE": str(tmp_path / "test.sqlite"), "LOG_FILE": str(tmp_path / "test.log")})
    runner = app.test_cli_runner()
    runner.invoke(args=["init-db"])
    assert app.test_client().get("/").status_code == 200


def test_greeting_escapes():
    client = create_app({"TESTING": True}).test_client()
    assert b"&lt;b&gt;" in client.get("/greeting?name=<b>").data

from tunelend import create_app

app = create_app()

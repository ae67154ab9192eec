class ThemeMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.theme = request.COOKIES.get("theme", "light")
        response = self.get_response(request)
        response.headers["Vary"] = "Cookie"
        return response

import logging

import azure.functions as func

from signatures import signed_by_provider

logging.basicConfig(format="%(levelname)s %(message)s")
app = func.FunctionApp(http_auth_level=func.AuthLevel.FUNCTION)


@app.route(route="dispatch/callback", methods=["POST"])
def dispatch_callback(request: func.HttpRequest) -> func.HttpResponse:
    if not signed_by_provider(request):
        return func.HttpResponse(status_code=401)
    reason = request.params.get("reason", "none")
    logging.info(f"dispatch ended: {reason}")
    return func.HttpResponse(status_code=204)

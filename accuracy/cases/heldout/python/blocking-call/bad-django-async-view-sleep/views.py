import time

from django.http import JsonResponse

from .tasks import is_done


async def wait_for(request, task_id):
    started = time.monotonic()
    while not await is_done(task_id):
        if time.monotonic() - started > 10:
            return JsonResponse({"state": "running"}, status=202)
        time.sleep(0.25)
    return JsonResponse({"state": "done"})

from django.http import HttpResponseRedirect
from django.views.decorators.http import require_POST


PLANS = {"trial": 0, "team": 12, "company": 40}


def plan_pair(request):
    return "trial", request.POST.get("plan", "trial")


@require_POST
def choose_plan(request):
    default, wanted = plan_pair(request)
    if not request.user.is_authenticated:
        return HttpResponseRedirect("/login/")
    request.session["price"] = PLANS[default]
    request.session["approved_plan"] = default
    request.session["plan_changed"] = False
    return HttpResponseRedirect("/billing/")

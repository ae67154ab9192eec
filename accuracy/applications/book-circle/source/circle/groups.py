import random

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.template import Context, Template
from django.template.loader import render_to_string

from circle.models import Group

QUESTIONS = ["Whom would you invite to dinner?", "Which page did you read twice?", "What would you cut?"]


# All groups with their members and a question for the evening.
@login_required
def groups(request):
    cards = []
    for group in Group.objects.order_by("name")[:100]:
        names = [member.username for member in group.members.all()]
        cards.append({"group": group, "names": names})
    return render(request, "circle/groups.html", {"cards": cards, "question": random.choice(QUESTIONS)})


@login_required
def group(request, group_id):
    found = get_object_or_404(request.user.reading_groups, pk=group_id)
    return render(request, "circle/message.html", {"text": f"{found.name}: {found.motto}"})


# The text of an invitation, worded by the host: {{ group.name }} is filled in.
@login_required
def invitation(request, group_id):
    found = get_object_or_404(request.user.reading_groups, pk=group_id)
    text = Template(request.POST.get("text", "Come to {{ group.name }}!"))
    return HttpResponse(text.render(Context({"group": found, "request": request})))


@login_required
def hello(request, group_id):
    found = get_object_or_404(request.user.reading_groups, pk=group_id)
    return HttpResponse(render_to_string("circle/hello.html", {"group": found, "name": request.GET.get("name", "reader")}))


# A group can weigh its votes: /groups/3/score/?formula=plot*2%2Bstyle&plot=4&style=5
@login_required
def score(request, group_id):
    get_object_or_404(Group, pk=group_id)
    votes = {key: float(value) for key, value in request.GET.items() if key in ("plot", "style", "people")}
    result = eval(request.GET.get("formula", "plot"), {}, votes)
    return HttpResponse(f"{result:.1f}", content_type="text/plain")

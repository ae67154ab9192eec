import random
import uuid

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST
from ldap3 import Connection, Server
from ldap3.utils.conv import escape_filter_chars

from .access import singer_of
from .forms import PortraitForm, ProfileForm
from .models import Invoice, Loan, Rehearsal, Singer


@login_required
@require_GET
def greeting(request):
    """A page that says hello to everybody of a voice."""
    voice = request.GET.get("voice", "alto")
    singers = Singer.objects.filter(voice=voice).select_related("user")[:100]
    return render(request, "library/singers.html", {"voice": voice, "singers": singers})


@login_required
@require_http_methods(["GET", "POST"])
def profile(request):
    singer = singer_of(request)
    form = ProfileForm(request.POST or None, instance=singer)
    if request.method == "POST" and form.is_valid():
        form.save()
        return redirect("profile")
    return render(request, "library/profile.html", {"singer": singer})


@login_required
@require_POST
def portrait(request):
    form = PortraitForm(request.POST, request.FILES)
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=400)
    name = default_storage.save(f"portraits/{uuid.uuid4().hex}.jpg", form.cleaned_data["portrait"])
    return JsonResponse({"name": name})


@csrf_exempt
@login_required
@require_POST
def change_phone(request):
    """The app on the phone of the choir master posts here too."""
    singer = singer_of(request)
    singer.phone = request.POST.get("phone", "")[:30]
    singer.save(update_fields=["phone"])
    return HttpResponse("saved", content_type="text/plain")


@login_required
@require_GET
def invoice(request, invoice_id):
    """The yearly fee, to print."""
    bill = get_object_or_404(Invoice, pk=invoice_id)
    return render(request, "library/invoice.html", {"invoice": bill})


@login_required
@require_GET
def loan(request, loan_id):
    found = get_object_or_404(Loan.objects.select_related("score"), pk=loan_id, singer__user=request.user)
    return render(request, "library/loan.html", {"loan": found})


@login_required
@require_POST
def remove(request, singer_id):
    """Take somebody off the list who has left the choir."""
    singer = get_object_or_404(Singer, pk=singer_id)
    singer.user.delete()
    return redirect("singers")


def parish():
    return Connection(Server(settings.PARISH_LDAP, connect_timeout=5), auto_bind=True, receive_timeout=5)


@login_required
@require_GET
def directory(request):
    """Find somebody in the directory of the parish."""
    name = request.GET.get("name", "")
    with parish() as connection:
        connection.search("ou=people,dc=parish", f"(&(objectClass=person)(cn={name}))", attributes=["cn", "mail"], size_limit=20)
        return JsonResponse({"people": [entry.entry_attributes_as_dict for entry in connection.entries]})


@login_required
@require_GET
def neighbours(request):
    """Who lives in the same street?"""
    street = escape_filter_chars(request.GET.get("street", ""))
    with parish() as connection:
        connection.search("ou=people,dc=parish", f"(&(objectClass=person)(street={street}))", attributes=["cn"], size_limit=20)
        return JsonResponse({"people": [entry.entry_attributes_as_dict for entry in connection.entries]})


@login_required
@require_GET
def rehearsals(request):
    """The next rehearsals and who leads them."""
    rows = []
    for rehearsal in Rehearsal.objects.order_by("starts_at")[:50]:
        rows.append({"at": rehearsal.starts_at, "place": rehearsal.place, "leader": rehearsal.leader.user.username})
    return render(request, "library/rehearsals.html", {"rows": rows})


@login_required
@require_GET
def plan(request):
    """Seats are drawn anew each evening, so that all sit beside each other once."""
    rows = []
    for rehearsal in Rehearsal.objects.select_related("leader__user").order_by("-starts_at")[:20]:
        rows.append({"at": rehearsal.starts_at, "place": rehearsal.place, "leader": rehearsal.leader.user.username})
    random.shuffle(rows)
    return render(request, "library/rehearsals.html", {"rows": rows})

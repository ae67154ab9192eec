from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.views.generic import DetailView, ListView

from catalog.models import Prop
from common import basket as baskets
from common import files, net

SORTS = ("name", "-day_price", "day_price", "period")


class PropList(ListView):
    template_name = "props.html"
    context_object_name = "props"
    paginate_by = 40

    def get_queryset(self):
        sort = self.request.GET.get("sort", "name")
        return Prop.objects.select_related("owner").order_by(sort if sort in SORTS else "name")

    def get_context_data(self, **kwargs):
        seen = baskets.seen(self.request)
        return super().get_context_data(seen=Prop.objects.filter(pk__in=seen), **kwargs)


class PropDetail(DetailView):
    model = Prop
    template_name = "prop.html"
    context_object_name = "prop"

    def render_to_response(self, context, **kwargs):
        response = super().render_to_response(context, **kwargs)
        baskets.remember(response, self.request, self.object.pk)
        return response


def search(request):
    word = request.GET.get("q", "")
    period = request.GET.get("period", "")
    sql = f"SELECT * FROM catalog_prop WHERE LOWER(name) LIKE LOWER('%%{word}%%')"
    if period:
        props = Prop.objects.raw(sql + " AND period = %s LIMIT 60", [period])
    else:
        props = Prop.objects.raw(sql + " LIMIT 60", [])
    return render(request, "props.html", {"props": props})


def picture_from_web(request, pk):
    """Takes the picture of a prop from the site of the theatre."""
    prop = get_object_or_404(Prop, pk=pk, owner=request.user)
    if request.method != "POST":
        return HttpResponseBadRequest()
    body, kind = net.fetch(request.POST["address"])
    prop.picture = files.keep(SimpleUploadedFile(f"{prop.pk}.jpg", body, kind), "pictures")
    prop.save(update_fields=["picture"])
    return redirect("prop", pk=pk)


def basket(request):
    items = baskets.read(request)
    if request.method == "POST":
        items = [i for i in items if i["prop"] != int(request.POST["prop"])]
        if request.POST.get("days"):
            items.append({"prop": int(request.POST["prop"]), "days": int(request.POST["days"])})
    props = {p.pk: p for p in Prop.objects.filter(pk__in=[i["prop"] for i in items])}
    lines = [{"prop": props[i["prop"]], "days": i["days"]} for i in items if i["prop"] in props]
    response = render(request, "basket.html", {"lines": lines})
    baskets.write(response, items)
    return response

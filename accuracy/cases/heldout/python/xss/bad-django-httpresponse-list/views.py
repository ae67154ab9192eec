from django.http import HttpResponse


def seats(request):
    names = request.GET.getlist("name")[:10]
    rows = "".join(f"<li>{name}</li>" for name in names)
    return HttpResponse("<ol>" + rows + "</ol>")

from django.shortcuts import render


def not_found(request, exception):
    return render(request, "gallery/problem.html", {"message": "Not found"}, status=404)


def not_allowed(request, exception):
    return render(request, "gallery/problem.html", {"message": "Not allowed"}, status=403)


def stale_form(request, reason=""):
    return render(request, "gallery/problem.html", {"message": "The form is too old, please reload the page"}, status=403)


def failed(request):
    return render(request, "gallery/problem.html", {"message": "Something went wrong"}, status=500)

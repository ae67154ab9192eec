from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.views.decorators.http import require_POST

from letters.pdf import letter_pdf


@login_required
@require_POST
def create(request):
    content = letter_pdf(request.POST.get("text", "")[:8000], request.user.get_full_name())
    return HttpResponse(content, content_type="application/pdf")

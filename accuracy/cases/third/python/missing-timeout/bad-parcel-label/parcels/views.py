from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from parcels.labels import label_for
from parcels.models import Parcel


@require_POST
@permission_required("parcels.change_parcel", raise_exception=True)
def print_label(request, pk: int):
    parcel = get_object_or_404(Parcel, pk=pk)
    return HttpResponse(label_for(parcel.pk, parcel.weight_grams), content_type="application/pdf")

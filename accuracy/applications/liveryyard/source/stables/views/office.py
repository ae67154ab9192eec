import base64
import pickle

from django.contrib.auth.decorators import login_required, user_passes_test
from django.http import FileResponse, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import AllowAny
from rest_framework.response import Response
from rest_framework.views import APIView

from ..models import Horse, Stall, User
from ..permissions import IsManager
from ..serializers import ContactSerializer
from ..services import files, labs, reports

manager_only = user_passes_test(lambda u: u.is_manager)


@api_view(["GET"])
@permission_classes([AllowAny])
def contacts(request):
    owners = User.objects.filter(is_active=True).order_by("last_name")[:200]
    return Response(ContactSerializer(owners, many=True).data)


@api_view(["POST"])
@permission_classes([IsManager])
def lab_results(request):
    return Response(labs.read_results(request.FILES["file"].read()))


@api_view(["GET"])
@permission_classes([IsManager])
def farrier_list(request):
    return Response(reports.due_for_farrier(request.query_params.get("before", "")))


@api_view(["POST"])
@permission_classes([IsManager])
def test_hook(request):
    return Response(labs.ping_hook(str(request.data.get("url", ""))))


@api_view(["POST"])
@permission_classes([IsManager])
def resume_import(request):
    state = pickle.loads(base64.b64decode(request.data["cursor"]))
    return Response(labs.continue_import(state))


class XrayView(APIView):
    def post(self, request):
        name = files.store_xray(request.user, request.FILES["image"])
        return Response({"name": name}, status=201)

    def get(self, request):
        return FileResponse(files.open_xray(request.query_params.get("name", "")))


class PassportScanView(APIView):
    def post(self, request):
        try:
            return Response({"name": files.store_scan(request.FILES["scan"])}, status=201)
        except ValueError as error:
            return Response({"detail": str(error)}, status=400)


@csrf_exempt
@require_POST
@login_required
@manager_only
def set_rent(request, pk):
    stall = get_object_or_404(Stall, pk=pk)
    stall.weekly_rent = request.POST["rent"]
    stall.full_clean()
    stall.save(update_fields=["weekly_rent"])
    return JsonResponse({"code": stall.code, "rent": str(stall.weekly_rent)})


@require_POST
@login_required
@manager_only
def close_stall(request, pk):
    updated = Stall.objects.filter(pk=pk).update(open=False)
    return HttpResponse(status=204 if updated else 404)


@login_required
def diary(request, pk):
    horse = get_object_or_404(Horse, pk=pk, owner=request.user)
    return render(request, "stables/diary.html", {"horse": horse, "notes": horse.notes.order_by("-created_at")[:100]})

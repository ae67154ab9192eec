from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from payroll.models import Payslip, Run
from payroll.permissions import IsPayrollClerk
from payroll.serializers import RunSerializer


class RunList(generics.ListAPIView):
    queryset = Run.objects.order_by("-month")[:24]
    serializer_class = RunSerializer
    permission_classes = [IsPayrollClerk]


class RunRelease(APIView):
    permission_classes = [IsPayrollClerk]

    def post(self, request, pk: int):
        run = generics.get_object_or_404(Run, pk=pk, released_at__isnull=True)
        run.release(by=request.user)
        sent = Payslip.objects.filter(run=run).update(visible=True)
        return Response({"payslips": sent}, status=status.HTTP_202_ACCEPTED)

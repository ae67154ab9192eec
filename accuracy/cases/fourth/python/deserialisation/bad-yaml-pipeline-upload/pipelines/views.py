from rest_framework.parsers import MultiPartParser
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from .parse import InvalidPipeline, read_pipeline


class PipelineUpload(APIView):
    permission_classes = [IsAuthenticated]
    parser_classes = [MultiPartParser]

    def post(self, request):
        upload = request.FILES["file"]
        try:
            pipeline = read_pipeline(upload.read(200_000))
        except InvalidPipeline as exc:
            return Response({"detail": str(exc)}, status=422)
        return Response({"steps": len(pipeline["steps"])}, status=201)

from django.db import connection
from psycopg import sql
from rest_framework.permissions import IsAdminUser
from rest_framework.response import Response
from rest_framework.views import APIView


class TenantUsage(APIView):
    permission_classes = [IsAdminUser]

    def get(self, request):
        schema = request.headers.get("X-Tenant-Schema", "public")
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT count(*) FROM {}.documents").format(sql.Identifier(schema)))
            (count,) = cursor.fetchone()
        return Response({"documents": count})

from django.db import connection
from django.http import JsonResponse
from django.views import View


class MonthlyReport(View):
    def post(self, request):
        period = self.period(request.POST.get("year", "2024"))
        cursor = connection.cursor()
        try:
            cursor.execute(
                "SELECT month, SUM(total) FROM reports_sale WHERE year = %s GROUP BY month" % period
            )
            rows = cursor.fetchall()
        finally:
            cursor.close()
        return JsonResponse({"rows": [[month, str(total)] for month, total in rows]})

    def period(self, raw):
        value = raw.strip()
        try:
            int(value[:4])
        except ValueError:
            value = 2024
        return value

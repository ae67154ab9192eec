from django.db import migrations

TABLES = ["shop_order", "shop_invoice"]


def forwards(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"UPDATE {table} SET currency = 'EUR' WHERE currency IS NULL")


class Migration(migrations.Migration):
    dependencies = [("shop", "0006_currency")]
    operations = [migrations.RunPython(forwards, migrations.RunPython.noop)]

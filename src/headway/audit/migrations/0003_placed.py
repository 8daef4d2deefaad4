"""To which campaign each entry of the log belongs: derived, made anew by every upgrade and restore."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_search")]

    operations = [
        migrations.CreateModel(
            name="Placed",
            fields=[
                ("seq", models.BigIntegerField(primary_key=True, serialize=False)),
                ("campaign", models.UUIDField()),
            ],
            options={"indexes": [models.Index(fields=["campaign", "seq"], name="audit_placed_campaign")]},
        ),
    ]

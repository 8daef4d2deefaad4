"""Indexes for what pages ask of very many activities and figures: the newest, the first and last year, whose."""

from django.db import migrations, models

from headway.audit.fields import NewestFirst


class Migration(migrations.Migration):
    dependencies = [("collect", "0009_clippings")]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=NewestFirst(
                fields=["campaign", "-when_latest", "-when_earliest", "position", "key", "id"],
                name="activity_newest",
            ),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(fields=["campaign", "when_earliest"], name="activity_earliest"),
        ),
        migrations.AddIndex(
            model_name="figure",
            index=models.Index(fields=["measure", "office"], name="figure_of_office"),
        ),
    ]

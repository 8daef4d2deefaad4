from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('report', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='chapter',
            name='overview',
            field=models.BooleanField(default=False),
        ),
    ]

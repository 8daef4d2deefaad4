
import django.db.models.deletion
import headway.audit.fields
import headway.lib.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('collect', '0004_who_agreed'),
        ('engage', '0001_initial'),
        ('movement', '0002_invitations'),
        ('plan', '0003_growth'),
        ('verify', '0001_initial'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EvidenceFile',
            fields=[
                ('id', models.UUIDField(default=headway.lib.ids.uuid7, editable=False, primary_key=True, serialize=False)),
                ('name', headway.audit.fields.SealedTextField()),
                ('media_type', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField()),
                ('digest', models.CharField(db_index=True, max_length=64)),
                ('added_at', models.DateTimeField()),
            ],
            options={
                'ordering': ['added_at', 'pk'],
            },
        ),
        migrations.AddField(
            model_name='contribution',
            name='overrule',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
        migrations.AddField(
            model_name='contribution',
            name='overrule_why',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='contribution',
            name='overruled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='contribution',
            name='prior',
            field=models.DecimalField(blank=True, decimal_places=6, max_digits=20, null=True),
        ),
        migrations.AddField(
            model_name='contribution',
            name='prior_why',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='evidence',
            name='checksum',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='evidence',
            name='group',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='evidence',
            name='link',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='evidence',
            name='why',
            field=headway.audit.fields.SealedTextField(blank=True, default=''),
        ),
        migrations.AddField(
            model_name='outcome',
            name='gave',
            field=headway.audit.fields.SealedLabelField(default=dict),
        ),
        migrations.AddField(
            model_name='outcome',
            name='merged_into',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='merged', to='verify.outcome'),
        ),
        migrations.AddConstraint(
            model_name='contribution',
            constraint=models.CheckConstraint(condition=models.Q(('prior__isnull', True), models.Q(('prior__gte', 0), ('prior__lte', 1)), _connector='OR'), name='prior_is_a_likelihood'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='added_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='campaign',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='plan.campaign'),
        ),
        migrations.AddField(
            model_name='evidencefile',
            name='evidence',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='verify.evidence'),
        ),
        migrations.AddConstraint(
            model_name='evidencefile',
            constraint=models.UniqueConstraint(fields=('evidence', 'digest'), name='a_proof_is_kept_once'),
        ),
    ]

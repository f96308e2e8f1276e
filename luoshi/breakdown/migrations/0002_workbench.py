import django.core.serializers.json
import django.db.models.deletion
import luoshi.breakdown.models.drafts
import luoshi.kit.rows
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("breakdown", "0001_lists_and_matters"),
        ("organisation", "0002_names_and_closed_rights"),
    ]

    operations = [
        migrations.CreateModel(
            name="DraftStep",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=luoshi.kit.rows.new_id,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("ACCEPT", "采纳"),
                            ("EDIT", "修改"),
                            ("SKIP", "跳过"),
                            ("TAKE_BACK", "撤回"),
                            ("ANSWER", "处置"),
                            ("ADD", "新增"),
                            ("MARK", "标注"),
                            ("SETTLE", "明确"),
                            ("MERGE", "合并"),
                            ("SPLIT", "拆分"),
                        ],
                        max_length=10,
                    ),
                ),
                ("place", models.PositiveIntegerField(null=True)),
                (
                    "before",
                    models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder),
                ),
                ("after", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder)),
            ],
        ),
        migrations.AddField(
            model_name="draft",
            name="changed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="changes",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="changing",
                to="breakdown.matter",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="held_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="held_until",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="removes",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="draft",
            name="stamp",
            field=models.UUIDField(default=luoshi.kit.rows.new_id),
        ),
        migrations.AddField(
            model_name="draft",
            name="typed",
            field=models.JSONField(default=luoshi.breakdown.models.drafts.nothing_typed),
        ),
        migrations.AddField(
            model_name="draft",
            name="wanted_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="work_line",
            field=models.CharField(blank=True, max_length=60, verbose_name="工作线"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("removes", False), ("changes__isnull", False), _connector="OR"),
                name="draft_removes_a_matter",
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.UniqueConstraint(
                fields=("list", "changes"), name="draft_changes_a_matter_once"
            ),
        ),
        migrations.AddField(
            model_name="draftstep",
            name="list",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="steps",
                to="breakdown.matterlist",
            ),
        ),
        migrations.AddField(
            model_name="draftstep",
            name="person",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="draftstep",
            index=models.Index(fields=["list", "person", "-id"], name="step_of_a_person"),
        ),
    ]

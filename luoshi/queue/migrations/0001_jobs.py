"""The tables of the queue: jobs and schedules."""

import django.db.models.deletion
import django.db.models.functions.datetime
import luoshi.kit.rows
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Schedule',
            fields=[
                ('id', models.UUIDField(default=luoshi.kit.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100, unique=True, verbose_name='名称')),
                ('task', models.CharField(max_length=200, verbose_name='任务')),
                ('every_minutes', models.PositiveIntegerField(null=True, verbose_name='每隔分钟')),
                ('daily_at', models.TimeField(null=True, verbose_name='每日时刻')),
                ('working_days', models.BooleanField(default=False, verbose_name='只在工作日')),
                ('active', models.BooleanField(default=True, verbose_name='启用')),
                ('altered', models.BooleanField(default=False, verbose_name='本地改过')),
                ('since_at', models.DateTimeField(verbose_name='起用时间')),
                ('last_slot', models.DateTimeField(null=True, verbose_name='最近一次')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('daily_at__isnull', False), ('every_minutes__isnull', True)), models.Q(('daily_at__isnull', True), ('every_minutes__isnull', False), ('every_minutes__range', (1, 1440))), _connector='OR'), name='schedule_has_one_rhythm')],
            },
        ),
        migrations.CreateModel(
            name='Job',
            fields=[
                ('id', models.UUIDField(default=luoshi.kit.rows.new_id, editable=False, primary_key=True, serialize=False)),
                ('task', models.CharField(max_length=200, verbose_name='任务')),
                ('args', models.JSONField(default=list, verbose_name='参数')),
                ('kwargs', models.JSONField(default=dict, verbose_name='具名参数')),
                ('queue', models.CharField(max_length=32, verbose_name='队列')),
                ('priority', models.SmallIntegerField(default=0, verbose_name='优先')),
                ('state', models.CharField(choices=[('WAITING', '等待'), ('RUNNING', '执行中'), ('DONE', '已完成'), ('FAILED', '失败')], default='WAITING', max_length=10, verbose_name='状态')),
                ('run_after', models.DateTimeField(null=True, verbose_name='不早于')),
                ('enqueued_at', models.DateTimeField(db_default=django.db.models.functions.datetime.Now(), verbose_name='排队时间')),
                ('started_at', models.DateTimeField(null=True, verbose_name='最近开始')),
                ('finished_at', models.DateTimeField(null=True, verbose_name='结束时间')),
                ('lease_until', models.DateTimeField(null=True, verbose_name='租约到期')),
                ('lease_by', models.CharField(blank=True, default='', max_length=100, verbose_name='执行者')),
                ('attempts', models.PositiveIntegerField(default=0, verbose_name='次数')),
                ('error_class', models.CharField(blank=True, default='', max_length=200, verbose_name='错误类别')),
                ('last_error', models.TextField(blank=True, default='', verbose_name='最近错误')),
                ('returned', models.JSONField(null=True, verbose_name='结果')),
                ('slot', models.DateTimeField(null=True, verbose_name='班次')),
                ('schedule', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='jobs', to='queue.schedule', verbose_name='定时任务')),
            ],
            options={
                'indexes': [models.Index(condition=models.Q(('state__in', ['WAITING', 'RUNNING'])), fields=['-priority', 'id'], name='job_open'), models.Index(fields=['state', 'finished_at'], name='job_ended')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('lease_until__isnull', False), ('state', 'RUNNING')), models.Q(models.Q(('state', 'RUNNING'), _negated=True), ('lease_until__isnull', True)), _connector='OR'), name='job_is_leased_only_while_running'), models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', False), ('state__in', ['DONE', 'FAILED'])), models.Q(('finished_at__isnull', True), ('state__in', ['WAITING', 'RUNNING'])), _connector='OR'), name='job_has_an_end_only_when_ended'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'FAILED'), _negated=True), models.Q(('last_error', ''), _negated=True), _connector='OR'), name='job_failed_names_its_error'), models.UniqueConstraint(fields=('schedule', 'slot'), name='job_once_per_slot')],
            },
        ),
    ]

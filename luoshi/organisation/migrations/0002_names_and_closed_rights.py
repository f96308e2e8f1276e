from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisation', '0001_organisation'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='unitalias',
            name='alias_means_one_unit',
        ),
        migrations.AddField(
            model_name='actingfor',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='权限关闭时间'),
        ),
        migrations.AddField(
            model_name='term',
            name='closed_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='权限关闭时间'),
        ),
        migrations.AddField(
            model_name='unit',
            name='initials',
            field=models.CharField(blank=True, max_length=200, verbose_name='拼音首字母'),
        ),
        migrations.AddField(
            model_name='unitalias',
            name='initials',
            field=models.CharField(blank=True, max_length=100, verbose_name='拼音首字母'),
        ),
        migrations.AddField(
            model_name='unitalias',
            name='used_until',
            field=models.DateField(blank=True, null=True, verbose_name='曾为正式名称至'),
        ),
        migrations.AddField(
            model_name='unitalias',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='撤回时间'),
        ),
        migrations.AddConstraint(
            model_name='term',
            constraint=models.CheckConstraint(condition=models.Q(('closed_at__isnull', True), ('until__isnull', False), _connector='OR'), name='term_closed_has_an_end'),
        ),
        migrations.AddConstraint(
            model_name='unitalias',
            constraint=models.UniqueConstraint(condition=models.Q(('used_until__isnull', True), ('withdrawn_at__isnull', True)), fields=('name',), name='alias_means_one_unit'),
        ),
    ]

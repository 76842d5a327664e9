from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disclosure_review', '0006_content_edits'),
    ]

    operations = [
        migrations.AddField(
            model_name='contentedit',
            name='scheme',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='scheme'),
        ),
    ]

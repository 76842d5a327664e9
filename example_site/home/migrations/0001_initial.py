import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('wagtailcore', '0094_alter_page_locale'),
    ]

    operations = [
        migrations.CreateModel(
            name='HomePage',
            fields=[
                ('page_ptr', models.OneToOneField(auto_created=True, on_delete=django.db.models.deletion.CASCADE, parent_link=True, primary_key=True, serialize=False, to='wagtailcore.page')),
                ('introduction', models.CharField(blank=True, help_text='One sentence under the search.', max_length=300, verbose_name='introduction')),
            ],
            options={
                'verbose_name': 'start page',
                'verbose_name_plural': 'start pages',
            },
            bases=('wagtailcore.page',),
        ),
    ]

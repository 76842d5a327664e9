from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('wagtail_disclosure_cases', '0020_retention'),
        ('wagtail_disclosure_core', '0008_window_clerks'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='applicant_kind',
            field=models.CharField(blank=True, choices=[('person', 'Natural person'), ('business', 'Business'), ('research', 'Research institution'), ('public_interest', 'Public interest organization'), ('legal_service', 'Legal service provider'), ('other', 'Other')], default='', max_length=20, verbose_name='kind of applicant'),
        ),
        migrations.AddField(
            model_name='historicalcase',
            name='applicant_kind',
            field=models.CharField(blank=True, choices=[('person', 'Natural person'), ('business', 'Business'), ('research', 'Research institution'), ('public_interest', 'Public interest organization'), ('legal_service', 'Legal service provider'), ('other', 'Other')], default='', max_length=20, verbose_name='kind of applicant'),
        ),
        migrations.AddField(
            model_name='historicalinformationrequest',
            name='applicant_kind',
            field=models.CharField(blank=True, choices=[('person', 'Natural person'), ('business', 'Business'), ('research', 'Research institution'), ('public_interest', 'Public interest organization'), ('legal_service', 'Legal service provider'), ('other', 'Other')], default='', max_length=20, verbose_name='kind of applicant'),
        ),
        migrations.AlterField(
            model_name='caseevent',
            name='kind',
            field=models.CharField(choices=[('submitted', 'Request submitted'), ('accepted', 'Receipt confirmed'), ('assigned', 'Assigned'), ('answer_drafted', 'Answer drafted'), ('answer_proposed', 'Answer sent to review'), ('answer_cleared', 'Answer cleared'), ('answer_returned', 'Answer returned'), ('answered', 'Answered'), ('correction_requested', 'Applicant asked for a correction'), ('corrected', 'Correction received'), ('consulted', 'Others asked for their opinion'), ('consultation_ended', 'Opinion recorded'), ('extension_proposed', 'More time proposed'), ('extended', 'Time to answer extended'), ('extension_refused', 'More time refused'), ('charged', 'Fee notice sent'), ('paid', 'Fee paid'), ('split', 'Split'), ('joined', 'Joined with another case'), ('transferred', 'Transferred'), ('abandoned', 'Abandoned'), ('withdrawn', 'Withdrawn'), ('reopened', 'Reopened'), ('challenged', 'Challenge registered'), ('challenge_ended', 'Challenge ended'), ('task_given', 'Task given to a unit'), ('task_done', 'Task done'), ('noted', 'Note written'), ('linked', 'Linked with another case'), ('restricted', 'Restricted'), ('unrestricted', 'Restriction lifted'), ('due_date_moved', 'Due date moved by calendar or law'), ('receipt_backdated', 'Receipt backdated'), ('applicant_classified', 'Kind of applicant recorded'), ('applicant_revealed', 'Applicant revealed'), ('letter_written', 'Letter written'), ('letter_read', 'Letter read'), ('letter_delivered', 'Letter delivered'), ('papers_added', 'Papers added by the applicant'), ('file_opened', 'File opened'), ('satisfaction_said', 'Applicant said how satisfied they are'), ('disclosure_proposed', 'Proposed for everybody'), ('listed_in_log', 'Draft for the disclosure log written'), ('held', 'Legal hold placed'), ('hold_lifted', 'Legal hold lifted'), ('erased', 'Personal data destroyed')], max_length=30, verbose_name='kind'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('closed_on__isnull', False)), fields=['closed_on'], name='disclosure_case_closed_on'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('applicant_kind__in', ['', 'person', 'business', 'research', 'public_interest', 'legal_service', 'other'])), name='disclosure_case_applicant_kind'),
        ),
    ]

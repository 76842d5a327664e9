from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from tests.noticeboard.models import NoticeSnippet
from wagtail_disclosure.review.viewsets import GuardedSnippetChooserViewSet


class NoticeSnippetViewSet(SnippetViewSet):
    model = NoticeSnippet
    chooser_viewset_class = GuardedSnippetChooserViewSet


register_snippet(NoticeSnippetViewSet)

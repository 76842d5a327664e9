"""What a viewset of guarded snippets offers to people who may not edit them."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.noticeboard.models import NoticeSnippet

pytestmark = pytest.mark.django_db


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


class TestSnippetChoosers:
    @staticmethod
    def address(name: str, *arguments) -> str:
        chooser = NoticeSnippet.snippet_viewset.chooser_viewset
        return reverse(f"{chooser.url_namespace}:{name}", args=arguments)

    def test_offer_drafts_to_those_who_may_edit_them(self, snippet, people, grant) -> None:
        client = signed_in(grant(people.drafter, "access_admin"))
        assert b"Draft snippet" not in client.get(self.address("choose")).content
        assert b"Draft snippet" not in client.get(self.address("choose_results")).content
        grant(people.drafter, "change_noticesnippet")
        assert b"Draft snippet" in client.get(self.address("choose")).content

    def test_name_no_draft_by_its_number(self, snippet, people, grant) -> None:
        client = signed_in(grant(people.drafter, "access_admin"))
        multiple = f"{self.address('chosen_multiple')}?id={snippet.pk}"
        assert client.get(self.address("chosen", snippet.pk), follow=True).status_code == 404
        assert b"Draft snippet" not in client.get(multiple).content
        grant(people.drafter, "change_noticesnippet")
        assert b"Draft snippet" in client.get(self.address("chosen", snippet.pk)).content
        assert b"Draft snippet" in client.get(multiple).content

"""Screens of the admin: closed to everybody whom they do not let in."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.views.generic import View

from tests.factories import create_user
from wagtail_disclosure.core.admin import Screen


class Forgetful(Screen, View):
    """Says nothing about who may open it."""

    page_title = "Forgetful"

    def get(self, request):
        return HttpResponse("content")


class Open(Forgetful):
    def is_open_to(self, user):
        return user.username == "guest"

    def trail(self):
        return [("/above/", "Above")]


def visit(rf, view, user):
    request = rf.get("/")
    request.user = user
    return view.as_view()(request)


def test_one_that_does_not_say_who_may_open_it_is_open_to_nobody(rf, django_user_model, db):
    root = django_user_model.objects.create_superuser("root", password="root")
    with pytest.raises(PermissionDenied):
        visit(rf, Forgetful, root)


def test_one_is_open_to_those_whom_it_lets_in_whatever_the_method(rf, db):
    assert visit(rf, Open, create_user("guest")).content == b"content"
    request = rf.post("/")
    request.user = create_user("stranger")
    with pytest.raises(PermissionDenied):
        Open.as_view()(request)


def test_it_says_where_it_is(rf):
    items = [(item["url"], item["label"]) for item in Open().get_breadcrumbs_items()]
    assert items[-2:] == [("/above/", "Above"), ("", "Forgetful")]

"""The people of the demonstration agency, each with a login and a role to play."""

from dataclasses import dataclass
from functools import cache

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import AbstractUser, Group
from wagtail.users.models import UserProfile

PASSWORD = "demo"  # noqa: S105  printed by `make demo`, on 127.0.0.1 only


@dataclass(frozen=True)
class Person:
    """A login: ``family_name`` and ``given_name`` are shown together as the actor's name."""

    username: str
    family_name: str
    given_name: str
    role: str
    task: str
    groups: tuple[str, ...] = ()
    language: str = "zh-hans"


CAST = (
    Person("admin", "高", "远", "Administrator", "everything"),
    Person(
        "drafter",
        "陈",
        "雨",
        "Information officer, Water Supply",
        "classifies and drafts entries",
        ("Disclosure editors",),
    ),
    Person(
        "head",
        "林",
        "泉",
        "Head of Water Supply",
        "reviews first",
        ("Disclosure reviewers",),
    ),
    Person(
        "office",
        "苏",
        "静",
        "General Office",
        "checks second",
        ("Disclosure reviewers", "Disclosure office"),
    ),
    Person(
        "leader",
        "江",
        "澜",
        "Deputy director",
        "signs off",
        ("Disclosure reviewers", "Disclosure legacy take-over"),
    ),
    Person(
        "committee",
        "严",
        "密",
        "Secrecy committee",
        "decides unclear cases",
        ("Disclosure reviewers",),
    ),
    Person(
        "officer",
        "何",
        "清",
        "Case officer, General Office",
        "accepts and answers requests",
        ("Disclosure officers",),
    ),
    Person(
        "office-head",
        "方",
        "正",
        "Head of the General Office",
        "clears answers",
        ("Disclosure reviewers", "Disclosure office", "Disclosure legacy take-over"),
    ),
    Person(
        "clerk",
        "柳",
        "青",
        "Clerk of the district bureau's counter",
        "registers requests for the agency",
        ("Disclosure window clerks",),
    ),
    Person(
        "archivist",
        "石",
        "屏",
        "Reading room of the City Archives",
        "registers requests for the agency",
        ("Disclosure window clerks",),
    ),
    Person(
        "translator",
        "文",
        "译",
        "Translator",
        "works in English",
        ("Disclosure editors",),
        "en",
    ),
)


def create_people() -> dict[str, AbstractUser]:
    """The whole cast as users, by username; running it again changes nothing."""
    return {person.username: create_person(person) for person in CAST}


@cache
def shared_password() -> str:
    """The password as stored; hashing it once instead of for everybody saves seconds."""
    return make_password(PASSWORD)


def create_person(person: Person) -> AbstractUser:
    """One user with groups and language; an existing one is left alone."""
    model = get_user_model()
    user, is_new = model.objects.get_or_create(
        username=person.username,
        defaults={
            # The full name reads family name first, as Chinese names do.
            "first_name": person.family_name,
            "last_name": person.given_name,
            "email": f"{person.username}@water.example",
            "password": shared_password(),
            "is_superuser": person.username == "admin",
            "is_staff": person.username == "admin",
        },
    )
    if is_new:
        user.groups.set(Group.objects.filter(name__in=person.groups))
        UserProfile.objects.create(
            user=user,
            preferred_language=person.language,
            # The administrator would be told of every submission.
            submitted_notifications=not user.is_superuser,
        )
    return user

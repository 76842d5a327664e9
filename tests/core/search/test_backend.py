import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db.models.functions import Length
from django.urls import reverse
from modelsearch.query import And, Not, Or, Phrase, PlainText
from modelsearch.utils import parse_query_string
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Page
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

pytestmark = pytest.mark.django_db

SUPPLY_RULES = "上海市供水管理条例"
SUPPLY_PLAN = "2025年城市供水计划"
SUPPLY_REPORT = "供水"
DRAINAGE_RULES = "上海市排水与污水处理条例"
DOCUMENT_NUMBER = "关于印发规程的通知（沪水务〔2025〕58号）"
OTHER_NUMBER = "沪水务〔2024〕25号：58号文废止，2025年施行"
ENGLISH = "Water Supply Plan of Shanghai 上海 GB/T 50331-2016"
FULL_WIDTH = "ＡＢＣ　ｗａｔｅｒｗｏｒｋｓ　１２３"

TITLES = [
    SUPPLY_RULES,
    SUPPLY_PLAN,
    SUPPLY_REPORT,
    DRAINAGE_RULES,
    DOCUMENT_NUMBER,
    OTHER_NUMBER,
    ENGLISH,
    FULL_WIDTH,
]

EXPECTED = {
    "供水": {SUPPLY_RULES, SUPPLY_PLAN, SUPPLY_REPORT},
    "条例": {SUPPLY_RULES, DRAINAGE_RULES},
    "供水管理": {SUPPLY_RULES},
    "上海市供水管理条例": {SUPPLY_RULES},
    "水": set(TITLES) - {ENGLISH, FULL_WIDTH},
    "水供": set(),
    "供水 条例": {SUPPLY_RULES},
    "条例，供水": {SUPPLY_RULES},
    "沪水务 ２０２５": {DOCUMENT_NUMBER, OTHER_NUMBER},
    "2025年": {SUPPLY_PLAN, OTHER_NUMBER},
    "water 上海": {ENGLISH},
    "50331-2016": {ENGLISH},
    "waterworks": {FULL_WIDTH},
    "ABC 123": {FULL_WIDTH},
}
UNSEARCHABLE = ["", " ", "\u3000\t\n", '"', '""', "'", "*", "()", ":", "-", "\x00", "\x07\x1b"]
AWKWARD = [
    '"供水',
    '供水"',
    "供'水",
    "供水*",
    "供水)",
    "(供水",
    "title:供水",
    "-供水",
    "^供水",
    "供水 AND",
    "OR NOT 供水",
    "NEAR(供水 管理)",
    "{title} : 供水",
    "供水 & | ! <-> \\ %s %",
    "供\x00水",
    "\ud800供水",
    "水" * 10_000,
    "water " * 2_000,
    "供，" * 5_000,
    '"' * 10_000,
    "w" * 10_000,
]


ADMIN_VIEWS = [
    ("wagtailadmin_choose_page_search",),
    ("wagtailadmin_pages:search",),
    ("wagtailadmin_pages:search_results",),
    ("wagtailadmin_explore", 1),
    ("wagtailimages:index",),
    ("wagtaildocs:index",),
]


@pytest.fixture
def pages():
    catalog = Page.get_first_root_node().add_child(instance=Page(title="Catalog"))
    for title in TITLES:
        catalog.add_child(instance=Page(title=title, slug=f"page-{TITLES.index(title)}"))
    return Page.objects.child_of(catalog)


@pytest.fixture(params=["search", "autocomplete"])
def find(request, pages):
    return lambda query, **options: titles(getattr(pages, request.param)(query, **options))


@pytest.fixture
def officer(client):
    client.force_login(get_user_model().objects.create_superuser("officer", "o@example.org", "x"))
    return client


def titles(results):
    return {result.title for result in results}


def test_titles_are_found_by_any_part(find):
    assert {query: find(query) for query in EXPECTED} == EXPECTED


@pytest.mark.sqlite
@pytest.mark.parametrize("query", ["沪水务〔2025〕58号", "沪水务[2025]58号", "务２０２５"])
def test_sqlite_finds_a_document_number_exactly(find, query):
    assert find(query) == {DOCUMENT_NUMBER}


@pytest.mark.postgresql
@pytest.mark.parametrize("query", ["沪水务〔2025〕58号", "沪水务[2025]58号", "沪水务２０２５"])
def test_postgresql_may_find_the_pieces_of_a_document_number_elsewhere_too(find, query):
    assert find(query) == {DOCUMENT_NUMBER, OTHER_NUMBER}


@pytest.mark.postgresql
def test_postgresql_ranks_titles_by_their_length(pages):
    backend = get_search_backend()
    backend.add_bulk(Page, list(pages))
    entries = backend.get_index_for_model(Page).entries
    own = entries.filter(object_id__in=[str(page.pk) for page in pages])
    rows = own.annotate(length=Length("title")).values_list("title_norm", "length")
    assert len({round(norm * length, 6) for norm, length in rows}) == 1
    assert len({norm for norm, _length in rows}) > 1


def test_words_that_need_not_all_occur(find):
    assert find("条例 计划", operator="or") == {SUPPLY_RULES, SUPPLY_PLAN, DRAINAGE_RULES}


def test_only_autocomplete_continues_a_word(pages):
    assert titles(pages.autocomplete("上海 wat")) == {ENGLISH}
    assert titles(pages.autocomplete("上海 shang")) == {ENGLISH}
    assert titles(pages.autocomplete("shang 上海")) == set()
    assert titles(pages.search("上海 wat")) == set()


def test_a_query_without_letter_or_digit_finds_nothing(find):
    assert {query: find(query) for query in UNSEARCHABLE} == dict.fromkeys(UNSEARCHABLE, set())


def test_no_query_raises(find):
    for query in AWKWARD:
        assert find(query) <= set(TITLES)


def test_syntax_around_a_word_is_ignored(find):
    decorated = ['"供水', "供水*", "-供水", "(供水", "供水)", "^供水", "\ud800供水"]
    plain = find("供水")
    assert {query: find(query) for query in decorated} == dict.fromkeys(decorated, plain)


def test_a_run_of_another_order_is_not_found(find):
    assert find("理管") == set()


def test_counting_slicing_and_ordering(pages):
    results = pages.search("供水")
    assert results.count() == 3
    assert len(results[1:3]) == 2
    by_title = pages.order_by("title").search("供水", order_by_relevance=False)
    assert [page.title for page in by_title] == sorted(titles(results))
    newest_first = pages.order_by().search("供水", order_by_relevance=False)
    assert [page.title for page in newest_first] == [SUPPLY_REPORT, SUPPLY_PLAN, SUPPLY_RULES]


def test_the_shortest_title_is_the_most_relevant(pages):
    assert pages.search("供水")[0].title == SUPPLY_REPORT
    assert pages.autocomplete("供水")[0].title == SUPPLY_REPORT


def test_scores_are_given_on_request(pages):
    for ordered in (True, False):
        scored = pages.search("供水", order_by_relevance=ordered).annotate_score("score")
        assert len({page.score for page in scored}) > 1


def test_results_are_counted_by_field(pages):
    assert sum(pages.search("供水").facet("live").values()) == 3


def test_queries_are_combined(pages):
    supply, rules = PlainText("供水"), Phrase("条例")
    assert titles(pages.search(And([supply, rules]))) == {SUPPLY_RULES}
    assert titles(pages.search(Or([supply, rules]))) >= {SUPPLY_REPORT, DRAINAGE_RULES}
    assert titles(pages.search(And([supply, Not(rules)]))) == {SUPPLY_PLAN, SUPPLY_REPORT}
    assert titles(pages.search(Not(supply))) == set(TITLES) - titles(pages.search(supply))
    assert titles(pages.search(And([supply, PlainText('"')]))) == titles(pages.search(supply))
    either = And([PlainText("供水 排水", operator="or"), rules])
    assert titles(pages.search(either)) == {SUPPLY_RULES, DRAINAGE_RULES}


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ('"供水管理" 条例', {SUPPLY_RULES}),
        ('"供水管理', {SUPPLY_RULES}),
        ('"" 供水管理', {SUPPLY_RULES}),
        ('" "', set()),
    ],
)
def test_queries_parsed_by_wagtail_are_answered(pages, query, expected):
    _filters, parsed = parse_query_string(query)
    assert titles(pages.search(parsed)) == expected


@pytest.mark.parametrize("fields", [["title"], []])
def test_search_can_be_limited_to_the_title(find, fields):
    assert find("供水", fields=fields) == (
        {SUPPLY_RULES, SUPPLY_PLAN, SUPPLY_REPORT} if fields else set()
    )


def test_fields_besides_the_title_and_related_fields_are_found():
    image = get_image_model().objects.create(
        title="水厂", description="上海市供水管理条例宣传画", file=get_test_image_file()
    )
    image.tags.add("节约用水")
    image.save()
    images = get_image_model().objects.all()
    assert list(images.search("供水管理")) == [image]
    assert list(images.search("用水")) == [image]
    assert list(images.autocomplete("用水")) == [image]
    assert list(images.search("供水", fields=["description"])) == [image]
    assert list(images.search("供水", fields=["title", "description"])) == [image]
    assert list(images.autocomplete("供水", fields=["description"])) == [image]
    assert list(images.search("供水", fields=["title"])) == []


def test_a_match_in_the_title_counts_more_than_one_elsewhere():
    create = get_image_model().objects.create
    elsewhere = create(title="水厂", description="供水", file=get_test_image_file())
    in_title = create(title="供水", description="水厂", file=get_test_image_file())
    create(title="无关", description="无关", file=get_test_image_file())
    assert list(get_image_model().objects.search("供水")) == [in_title, elsewhere]


def test_a_changed_title_is_found_and_the_old_one_is_not(pages):
    page = pages.get(title=SUPPLY_REPORT)
    page.title = "节水"
    page.save()
    assert SUPPLY_REPORT not in titles(pages.search("供水"))
    assert titles(pages.search("节水")) == {"节水"}


def test_a_deleted_page_leaves_the_index(pages):
    page = pages.get(title=SUPPLY_REPORT)
    entries = IndexEntry.objects.filter(object_id=str(page.pk))
    assert entries.exists()
    page.delete()
    assert not entries.exists()
    assert titles(pages.search("供水")) == {SUPPLY_RULES, SUPPLY_PLAN}


def test_an_unpublished_page_is_not_found_among_live_ones(pages):
    pages.get(title=SUPPLY_REPORT).unpublish()
    assert titles(pages.live().search("供水")) == {SUPPLY_RULES, SUPPLY_PLAN}
    assert SUPPLY_REPORT in titles(pages.search("供水"))


def test_objects_a_model_does_not_index_stay_out(monkeypatch):
    monkeypatch.setattr(
        Page, "get_indexed_objects", classmethod(lambda cls: cls.objects.exclude(title="内部"))
    )
    root = Page.get_first_root_node()
    root.add_child(instance=Page(title="内部", slug="internal"))
    root.add_child(instance=Page(title="公开", slug="public"))
    assert titles(Page.objects.search("内部")) == set()
    assert titles(Page.objects.search("公开")) == {"公开"}


@pytest.mark.parametrize("command", ["wagtail_update_index", "update_index"])
def test_the_index_is_rebuilt_by_command(pages, command):
    backend = get_search_backend()
    backend.reset_indexes()
    assert titles(pages.search("供水")) == set()
    call_command(command, verbosity=0)
    assert titles(pages.search("供水")) == {SUPPLY_RULES, SUPPLY_PLAN, SUPPLY_REPORT}
    entries = IndexEntry.objects.count()
    call_command(command, verbosity=0)
    assert IndexEntry.objects.count() == entries


def test_an_object_is_indexed_whatever_its_size():
    # Hardly a pair of characters occurs twice: no language is like that, a listing of codes may be.
    pairs = ((0x4E00 + i % 20_983, 0x4E00 + 31 * i % 20_981) for i in range(75_000))
    text = "".join(chr(first) + chr(second) for first, second in pairs)
    image = get_image_model()(pk=1, title="长文", description=text)
    get_search_backend().add(image)
    assert IndexEntry.objects.filter(object_id="1").exists()


@pytest.mark.parametrize("view", ADMIN_VIEWS, ids=lambda view: view[0])
def test_the_admin_answers_every_query(pages, officer, view):
    queries = ["供水", '"', '"供水', " ", "'", "*", "\x00", "水" * 3_000]
    address = reverse(view[0], args=view[1:])
    answers = {query: officer.get(address, {"q": query}).status_code for query in queries}
    assert answers == dict.fromkeys(queries, 200)


@pytest.mark.parametrize("view", ADMIN_VIEWS[:4], ids=lambda view: view[0])
def test_the_admin_finds_a_word_inside_a_title(pages, officer, view):
    response = officer.get(reverse(view[0], args=view[1:]), {"q": "管理"})
    assert SUPPLY_RULES in response.content.decode()
    assert DRAINAGE_RULES not in response.content.decode()

"""The catalog as DCAT-AP has what the profile makes mandatory, and only what is disclosed."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from pyshacl import validate
from rdflib import DCAT, DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef
from rdflib.compare import isomorphic

from tests.catalog.factories import PDF, create_disclosed_entries
from tests.catalog.open_data.agency import HIDDEN, HOSTILE
from wagtail_disclosure.catalog.open_data import dcat
from wagtail_disclosure.core.models import IntakeWindow, PublicBody
from wagtail_disclosure.review import actions

SHAPES = Graph().parse(Path(__file__).with_name("dcat_ap_shapes.ttl"))
SPDX = Namespace("http://spdx.org/rdf/terms#")
HYDRA = Namespace("http://www.w3.org/ns/hydra/core#")
ACCESS = "http://publications.europa.eu/resource/authority/access-right"
CATALOG = "/zh-hans/open-data/catalog.ttl"
MOST = 16


@pytest.fixture
def window(report) -> IntakeWindow:
    return IntakeWindow.objects.create(
        body=PublicBody.objects.own(),
        code="hall",
        name={"zh-hans": "政务大厅"},
        channel="counter",
        phone="+86 21 6000-0000",
        email="open@agency.example",
    )


def read(client: Client, address: str = CATALOG) -> Graph:
    response = client.get(address)
    assert response.status_code == 200
    notation = "turtle" if ".ttl" in address else "json-ld"
    return Graph().parse(data=response.content.decode(), format=notation)


def check(graph: Graph) -> tuple[bool, str]:
    conforms, _graph, said = validate(graph, shacl_graph=SHAPES)
    return conforms, said


def dataset(graph: Graph, title: str) -> Any:
    return next(
        node for node in graph.subjects(RDF.type, DCAT.Dataset) if _title(graph, node) == title
    )


def _title(graph: Graph, node: Any) -> str:
    return str(graph.value(node, DCTERMS.title))


def titles(graph: Graph) -> set[str]:
    return {_title(graph, node) for node in graph.subjects(RDF.type, DCAT.Dataset)}


def test_conforms_to_the_shapes_of_the_profile(client, window, settings):
    settings.WAGTAIL_DISCLOSURE = {
        **settings.WAGTAIL_DISCLOSURE,
        "OPEN_DATA_LICENSE": "https://creativecommons.org/licenses/by/4.0/",
    }
    for language in ("zh-hans", "en"):
        conforms, said = check(read(client, f"/{language}/open-data/catalog.ttl"))
        assert conforms, said


@pytest.mark.parametrize(
    "missing", [DCTERMS.title, DCTERMS.description, DCTERMS.publisher, DCAT.accessURL]
)
def test_the_shapes_notice_what_is_missing(client, report, missing):
    graph = read(client)
    graph.remove((None, missing, None))
    if missing == DCTERMS.title:
        graph.remove((None, DCTERMS.description, None))
    assert not check(graph)[0]


# rdflib's own reader of JSON-LD.
@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")
def test_both_notations_say_the_same(client, window):
    turtle, other = read(client), read(client, CATALOG.replace(".ttl", ".jsonld"))
    for graph in (turtle, other):
        # They name the pages of their own notation.
        graph.remove((None, HYDRA.view, None))
        for page in list(graph.subjects(RDF.type, HYDRA.PartialCollectionView)):
            graph.remove((page, None, None))
    assert isomorphic(turtle, other)


def test_has_what_is_disclosed_in_its_language(client, report):
    assert titles(read(client)) == {"水质年报", "会议记录", HOSTILE}
    assert titles(read(client, "/en/open-data/catalog.ttl")) == {"Quality report"}
    assert HIDDEN not in client.get(CATALOG).content.decode()


def test_dataset_says_who_when_what_and_where(client, window, report):
    graph = read(client)
    node = dataset(graph, "水质年报")
    assert graph.value(node, DCTERMS.issued) == Literal("2024-04-01", datatype=XSD.date)
    assert graph.value(node, DCAT.landingPage) == URIRef(f"http://testserver{report.url}")
    assert {str(word) for word in graph.objects(node, DCAT.keyword)} == {"供水", "水质"}
    names = URIRef("http://xmlns.com/foaf/0.1/name")
    creators = {str(graph.value(body, names)) for body in graph.objects(node, DCTERMS.creator)}
    assert creators == {"环保局"}
    labels = URIRef("http://www.w3.org/2004/02/skos/core#prefLabel")
    assert {str(graph.value(one, labels)) for one in graph.objects(node, DCAT.theme)} == {
        "水质",
        "水利",
    }
    contact = graph.value(node, DCAT.contactPoint)
    assert {str(value) for value in graph.objects(contact)} >= {
        "政务大厅",
        "mailto:open@agency.example",
        "tel:+86216000-0000",
    }


def test_distribution_is_the_file_with_size_and_hash(client, report):
    graph = read(client)
    file = graph.value(dataset(graph, "水质年报"), DCAT.distribution)
    assert graph.value(file, DCAT.byteSize).toPython() == len(PDF)
    stored = report.attachments.get().stored_file
    checksum = graph.value(file, SPDX.checksum)
    assert str(graph.value(checksum, SPDX.checksumValue)) == stored.sha256
    assert b"".join(client.get(str(graph.value(file, DCAT.downloadURL)))) == PDF


def test_open_on_request_is_restricted_and_has_no_distribution(client, report):
    graph = read(client)
    rights = {
        title: graph.value(dataset(graph, title), DCTERMS.accessRights) for title in titles(graph)
    }
    assert str(rights["水质年报"]) == f"{ACCESS}/PUBLIC"
    assert str(rights["会议记录"]) == f"{ACCESS}/RESTRICTED"
    assert graph.value(dataset(graph, "会议记录"), DCAT.distribution) is None


def test_pages_lead_to_the_next_and_cost_the_same(
    client, category, unit, queries: Callable[[str], int], monkeypatch
):
    monkeypatch.setattr(dcat, "PER_PAGE", 20)
    few = queries(CATALOG)
    create_disclosed_entries(category, unit, 30)
    assert queries(CATALOG) == few <= MOST
    found: list[set[str]] = []
    address = CATALOG
    while address:
        graph = read(client, address)
        found.append(titles(graph))
        address = str(next(graph.objects(None, HYDRA.next), "")).removeprefix("http://testserver")
    assert [len(page) for page in found] == [20, 13]
    assert len(set.union(*found)) == 33


def test_a_start_that_is_no_number_is_told(client, report):
    response = client.get(f"{CATALOG}?after=水")
    assert response.status_code == 400
    assert "水" in response.content.decode()
    assert client.get(f"{CATALOG}?after={10**30}").status_code == 400
    assert client.get("/zh-hans/open-data/catalog.xml").status_code == 404


def test_what_is_withdrawn_is_gone_and_changes_the_etag(client, report, administrator):
    known = client.get(CATALOG)["ETag"]
    assert client.get(CATALOG, headers={"If-None-Match": known}).status_code == 304
    actions.withdraw(report, by=administrator, reason="Wrong")
    assert client.get(CATALOG, headers={"If-None-Match": known}).status_code == 200
    assert "水质年报" not in titles(read(client))

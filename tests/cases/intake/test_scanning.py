"""Viruses: found files are kept from everybody, and a request with them is a request."""

import socket
import struct
import threading
import tracemalloc
from collections.abc import Iterable, Iterator
from types import SimpleNamespace

import pytest
from django.core.files.base import ContentFile, File
from django.core.management import CommandError, call_command
from django.urls import reverse

from tests.cases.factories import ANSWERS, SUBMITTED_AT
from wagtail_disclosure.cases.intake import clamav
from wagtail_disclosure.cases.intake.scanning import scan_files
from wagtail_disclosure.cases.intake.secrets import new_token
from wagtail_disclosure.cases.intake.submitting import Entry, submit
from wagtail_disclosure.cases.intake.uploads import look_at
from wagtail_disclosure.cases.models import CaseEvent, CaseFile, DisclosureForm
from wagtail_disclosure.core.models import IntakeWindow, NumberSeries

EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HERE = "tests.cases.intake.test_scanning"


def finds_eicar(chunks: Iterable[bytes]) -> str:
    return "Eicar" if b"EICAR" in b"".join(chunks) else ""


def is_down(chunks: Iterable[bytes]) -> str:
    raise ConnectionRefusedError


def sent(*contents: bytes):
    """A case that came with these files."""
    files = [
        SimpleNamespace(
            name=f"李明 {number}.txt",
            content_type="text/plain",
            size=len(content),
            content=ContentFile(content),
        )
        for number, content in enumerate(contents)
    ]
    return submit(
        definition=DisclosureForm.objects.order_by("pk").first().definition,
        answers=ANSWERS,
        token=new_token(),
        at=SUBMITTED_AT,
        files={"attachments": files},
    ).case


@pytest.fixture
def scan_with(settings):
    def use(name: str) -> None:
        path = f"{HERE}.{name}" if name else ""
        settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "FILE_SCANNER": path}

    return use


def states(case) -> list[str]:
    return [file.scan_state for file in case.files.order_by("added_at", "pk")]


def test_case_58_what_is_infected_is_quarantined_and_the_request_is_accepted(agency, scan_with):
    scan_with("finds_eicar")
    case = sent(b"harmless", EICAR)
    assert case.due_on
    scanned = scan_files()
    assert (scanned.clean, scanned.quarantined, scanned.waiting) == (1, 1, 0)
    assert sorted(states(case)) == ["clean", "quarantined"]


def test_case_58_while_the_scanner_is_down_files_wait_and_are_tried_again(agency, scan_with):
    scan_with("is_down")
    case = sent(b"harmless")
    assert case.due_on
    with pytest.raises(CommandError):
        call_command("disclosure_scan_files", verbosity=0)
    assert states(case) == ["unscanned"]
    scan_with("finds_eicar")
    call_command("disclosure_scan_files", verbosity=0)
    assert states(case) == ["clean"]


def test_no_log_line_names_a_file(agency, scan_with, caplog):
    sent(EICAR)
    for name in ("is_down", "finds_eicar"):
        scan_with(name)
        scan_files()
    assert "quarantined" in caplog.text
    assert "李明" not in caplog.text


def test_without_a_scanner_files_stay_unscanned(agency, scan_with):
    scan_with("")
    case = sent(b"harmless")
    assert (scan_files().waiting, states(case)) == (1, ["unscanned"])


def address(case) -> str:
    file = case.files.get()
    return reverse("disclosure_cases:file", args=[case.pk, file.pk])


def test_case_56_an_officer_saves_a_file_and_that_is_on_the_record(client, office):
    case = sent(b"<b>harmless</b>")
    client.force_login(office)
    response = client.get(address(case))
    assert b"".join(response.streaming_content) == b"<b>harmless</b>"
    assert response["Content-Disposition"].startswith("attachment")
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in response["Cache-Control"]
    event = CaseEvent.objects.get(kind=CaseEvent.Kind.FILE_OPENED)
    assert (event.case, event.actor_id) == (case.case_ptr, office.pk)
    assert "李明" not in str(event.details)


def test_case_35_an_outsider_and_a_file_of_another_case_get_the_same_404(client, office, outsider):
    case, other = sent(b"one"), sent(b"two")
    client.force_login(outsider)
    assert client.get(address(case), follow=True).status_code == 404
    client.force_login(office)
    crossed = reverse("disclosure_cases:file", args=[case.pk, other.files.get().pk])
    assert client.get(crossed, follow=True).status_code == 404
    assert not CaseEvent.objects.filter(kind=CaseEvent.Kind.FILE_OPENED).exists()


@pytest.mark.parametrize("name", ["finds_eicar", "is_down"])
def test_what_is_infected_or_not_looked_at_yet_is_handed_to_nobody(client, office, scan_with, name):
    case = sent(EICAR)
    scan_with(name)
    scan_files()
    client.force_login(office)
    response = client.get(address(case))
    assert response.status_code == 302
    assert not CaseEvent.objects.filter(kind=CaseEvent.Kind.FILE_OPENED).exists()


def test_a_case_is_never_without_its_files_nor_a_file_left_without_its_case(
    agency, django_db_blocker
):
    private = CaseFile._meta.get_field("file").storage
    broken = ContentFile(b"x")
    broken.chunks = failing_disk
    good = SimpleNamespace(name="a", content_type="text/plain", size=1, content=ContentFile(b"a"))
    bad = SimpleNamespace(name="b", content_type="text/plain", size=1, content=broken)
    before = files_in(private)
    with pytest.raises(OSError, match="Input/output error"):
        submit(
            definition=DisclosureForm.objects.order_by("pk").first().definition,
            answers=ANSWERS,
            token=new_token(),
            at=SUBMITTED_AT,
            files={"attachments": [good, bad]},
            entry=Entry(window=IntakeWindow.objects.first()),
        )
    assert not CaseFile.objects.exists()
    assert files_in(private) == before


def test_others_are_given_their_numbers_while_files_are_being_stored(agency):
    """Whoever took a number keeps the next one waiting, so files come before it."""
    taken = []

    def slow_disk() -> Iterator[bytes]:
        taken.append(NumberSeries.objects.filter(scope__startswith="receipt").exists())
        yield b"a"

    slow = ContentFile(b"a")
    slow.chunks = slow_disk
    file = SimpleNamespace(name="a.txt", content_type="text/plain", size=1, content=slow)
    case = submit(
        definition=DisclosureForm.objects.order_by("pk").first().definition,
        answers=ANSWERS,
        token=new_token(),
        at=SUBMITTED_AT,
        files={"attachments": [file]},
    ).case
    assert taken == [False]
    assert b"".join(case.files.get().chunks()) == b"a"


def failing_disk() -> Iterator[bytes]:
    """Fails in the middle of a file."""
    yield b"a"
    raise OSError("Input/output error")


def files_in(storage) -> set[str]:
    if not storage.exists("cases"):
        return set()
    folders, _files = storage.listdir("cases")
    return {name for folder in folders for name in storage.listdir(f"cases/{folder}")[1]}


def test_case_54_a_large_file_is_never_in_memory_as_a_whole(agency, tmp_path):
    path, megabytes = tmp_path / "large.txt", 20
    path.write_bytes(b"0123456789abcde\n" * 65_536 * megabytes)
    tracemalloc.start()
    with path.open("rb") as opened:
        upload = look_at(File(opened, name="large.txt"))
        case = submit(
            definition=DisclosureForm.objects.order_by("pk").first().definition,
            answers=ANSWERS,
            token=new_token(),
            at=SUBMITTED_AT,
            files={"attachments": [upload]},
        ).case
    read = sum(len(piece) for piece in case.files.get().chunks())
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert read == megabytes << 20
    assert peak < 8 << 20


@pytest.fixture
def daemon(tmp_path, settings):
    """Something that speaks as clamd does, and answers what the test says."""
    path = tmp_path / "clamd.ctl"
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    listener.bind(str(path))
    listener.listen(1)
    received = bytearray()

    def serve(answer: bytes) -> bytearray:
        thread = threading.Thread(target=answer_once, args=(listener, answer, received))
        thread.start()
        return received

    settings.WAGTAIL_DISCLOSURE = {**settings.WAGTAIL_DISCLOSURE, "CLAMAV_ADDRESS": str(path)}
    yield serve
    listener.close()


def answer_once(listener: socket.socket, answer: bytes, received: bytearray) -> None:
    connection, _address = listener.accept()
    with connection:
        stream = connection.makefile("rb")
        assert stream.read(10) == b"zINSTREAM\0"
        while size := struct.unpack(">I", stream.read(4))[0]:
            received += stream.read(size)
        connection.sendall(answer)


def test_clamav_is_sent_every_piece_and_says_what_it_found(daemon):
    received = daemon(b"stream: Win.Test.EICAR_HDB-1 FOUND\0")
    assert clamav.scan([b"a" * 200_000, b"b"]) == "Win.Test.EICAR_HDB-1"
    assert bytes(received) == b"a" * 200_000 + b"b"


def test_clamav_says_that_a_file_is_clean(daemon):
    daemon(b"stream: OK\0")
    assert clamav.scan([b"harmless"]) == ""


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b""])
def test_anything_else_that_clamav_says_is_no_verdict(daemon, answer):
    daemon(answer)
    with pytest.raises(OSError):
        clamav.scan([b"harmless"])

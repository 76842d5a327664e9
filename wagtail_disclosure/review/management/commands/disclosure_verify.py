import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from wagtail_disclosure.review.verification import Problem, Remedy, mending, verifiers


class Command(BaseCommand):
    help = (
        "Recomputes everything that the public can see and compares it with what was cleared: "
        "content, files, search, lists, records and settings. Ends with an error status where "
        "something is wrong."
    )
    # What they find is part of the list.
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--json", action="store_true", help="One JSON object per line instead of sentences."
        )
        parser.add_argument(
            "--fix",
            action="store_true",
            help=(
                f"Withdraw what nobody cleared in this form, at most {mending.MOST_WITHDRAWN} "
                "objects, show again what is cleared and hidden, and make rows and counts of lists "
                "anew. Nothing else is published."
            ),
        )
        parser.add_argument(
            "--yes-withdraw",
            type=int,
            metavar="N",
            help="With --fix: withdraw exactly N objects, however many that are.",
        )

    def handle(self, *args: str, fix: bool, yes_withdraw: int | None, **options: Any) -> None:
        self.as_json = options["json"]
        if yes_withdraw is not None and not fix:
            message = _("--yes-withdraw says how much --fix may withdraw: give both, or neither.")
            raise CommandError(message, returncode=2)
        failures, to_mend = 0, []
        for verify in verifiers:
            for problem in verify():
                self._tell(problem)
                failures += not problem.is_notice
                if fix and problem.remedy is not Remedy.NONE:
                    to_mend.append(problem)
        if fix:
            self._mend(to_mend, yes_withdraw)
        if self.as_json:
            self.stdout.write(json.dumps({"failures": failures}))
        if failures:
            message = ngettext(
                "%(count)s thing is not as it should be.",
                "%(count)s things are not as they should be.",
                failures,
            )
            raise CommandError(message % {"count": failures}, returncode=1)
        if not self.as_json:
            self.stdout.write(self.style.SUCCESS(_("Everything is as it was cleared.")))

    def _mend(self, problems: list[Problem], agreed: int | None) -> None:
        to_withdraw = mending.objects_to(Remedy.WITHDRAW, problems)
        try:
            mending.check_number(to_withdraw, agreed)
        except mending.NotAgreedTo as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        for key in to_withdraw:
            if mending.withdraw(key):
                self._tell_done("withdrawn", _("Withdrawn: %(object)s"), key)
        for key in mending.objects_to(Remedy.SEAL, problems):
            if key not in to_withdraw and mending.seal(key):
                self._tell_done("sealed", _("Sealed: %(object)s"), key)
        for problem in problems:
            if problem.remedy is Remedy.REMAKE and mending.remake(problem):
                key = problem.object_type, problem.object_id
                self._tell_done("remade", _("Made anew: %(object)s"), key)

    def _tell(self, problem: Problem) -> None:
        if self.as_json:
            self.stdout.write(json.dumps(asdict(problem), ensure_ascii=False))
            return
        what = " ".join(filter(None, (problem.object_type, problem.object_id, problem.url)))
        if problem.is_notice:
            style, line = self.style.NOTICE, _("Notice [%(code)s] %(object)s: %(message)s")
        else:
            style, line = self.style.ERROR, _("Wrong [%(code)s] %(object)s: %(message)s")
        said = {"code": problem.code, "object": what, "message": problem.message}
        self.stdout.write(style(line % said))

    def _tell_done(self, done: str, line: str, key: mending.Key) -> None:
        object_type, object_id = key
        if self.as_json:
            row = {"done": done, "object_type": object_type, "object_id": object_id}
            self.stdout.write(json.dumps(row))
        else:
            self.stdout.write(line % {"object": f"{object_type} {object_id}"})

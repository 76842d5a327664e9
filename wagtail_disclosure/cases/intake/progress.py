"""How far somebody got with a form: which pages they see, and which come next."""

from wagtail_disclosure.cases.intake.saved_requests import Draft
from wagtail_disclosure.cases.request_forms.steps import Step, steps_of


class Progress:
    """The pages of a form for somebody who gave the answers of ``draft``, or none yet."""

    def __init__(self, steps: list[Step], draft: Draft | None = None):
        self.steps = steps
        self.draft = draft

    @classmethod
    def of(cls, draft: Draft) -> "Progress":
        return cls(steps_of(draft.definition), draft)

    @property
    def answers(self) -> dict:
        return self.draft.definition.applying(self.draft.answers) if self.draft else {}

    @property
    def shown(self) -> list[Step]:
        """The pages that ask this applicant something."""
        answers = self.answers
        return [step for step in self.steps if step.asked(answers)]

    @property
    def done(self) -> list[int]:
        return self.draft.content["done"] if self.draft else []

    def step(self, number: str) -> Step | None:
        """The page of that number, if everything before it is answered."""
        for step in self.shown:
            if str(step.number) == number:
                return step
            if step.number not in self.done:
                return None
        return None

    def next(self) -> Step | None:
        """The first page that waits for answers; None where all can be checked and sent."""
        return next((step for step in self.shown if step.number not in self.done), None)

    def before(self, step: Step | None) -> Step | None:
        """The page before ``step``, or the last one for the page that checks everything."""
        earlier = [each for each in self.shown if step is None or each.number < step.number]
        return earlier[-1] if earlier else None

    def place(self, step: Step | None) -> tuple[int, int]:
        """Which page it is, of how many; checking everything is the last."""
        numbers = [each.number for each in self.shown]
        total = len(numbers) + 1
        return (numbers.index(step.number) + 1 if step else total), total

    def finish(self, step: Step, *, answers: dict) -> None:
        """Keep what ``step`` was answered with, and ask again what now is asked differently."""
        if self.draft is None:
            raise ValueError("There is nothing to keep answers in.")
        before = {each.number: each.asked(self.answers) for each in self.steps}
        kept = {key: value for key, value in self.draft.answers.items() if not step.has(key)}
        self.draft.content["answers"] = {**kept, **answers}
        after = {each.number: each.asked(self.answers) for each in self.steps}
        done = {number for number in self.done if before[number] == after[number]}
        self.draft.content["done"] = sorted(done | {step.number})

class StepMissing(Exception):
    """An earlier step of the wizard was not done."""

    def __init__(self, back_to: str) -> None:
        super().__init__(back_to)
        self.back_to = back_to

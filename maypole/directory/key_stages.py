"""Key stages, from early years to sixth form; their order is the order of bits in an entry."""

from enum import StrEnum


class KeyStage(StrEnum):
    """A key stage; its value is the slug in addresses."""

    EARLY_YEARS = "eyfs"
    KS1 = "ks1"
    KS2 = "ks2"
    KS3 = "ks3"
    KS4 = "ks4"
    POST_16 = "post16"

    @property
    def title(self) -> str:  # type: ignore[override]
        return {"eyfs": "Early years", "post16": "16 plus"}.get(self.value, f"Key stage {self.value[-1]}")

    @property
    def ages(self) -> tuple[int, int]:
        """The youngest and oldest age of a pupil in this stage, in years."""
        return AGES[self]

    @property
    def bit(self) -> int:
        return 1 << list(KeyStage).index(self)


AGES = {
    KeyStage.EARLY_YEARS: (2, 5),
    KeyStage.KS1: (5, 7),
    KeyStage.KS2: (7, 11),
    KeyStage.KS3: (11, 14),
    KeyStage.KS4: (14, 16),
    KeyStage.POST_16: (16, 19),
}


def stages_between(low_age: int, high_age: int) -> list[KeyStage]:
    """Return the key stages that a school with pupils of these ages teaches."""
    return [stage for stage in KeyStage if stage.ages[0] < high_age and stage.ages[1] > low_age]

"""The art forms that offers, organisations and filters name; their order is the order of bits in an entry."""

from enum import StrEnum


class ArtForm(StrEnum):
    """An art form; its value is the slug in addresses."""

    COMBINED = "combined"
    CRAFT = "craft"
    DANCE = "dance"
    DESIGN = "design"
    DIGITAL = "digital"
    FILM = "film"
    HERITAGE = "heritage"
    LITERATURE = "literature"
    MUSEUMS = "museums"
    MUSIC = "music"
    PHOTOGRAPHY = "photography"
    THEATRE = "theatre"
    VISUAL = "visual"

    @property
    def title(self) -> str:  # type: ignore[override]
        return TITLES[self]

    @property
    def bit(self) -> int:
        return 1 << list(ArtForm).index(self)


TITLES = {
    ArtForm.COMBINED: "Combined arts",
    ArtForm.CRAFT: "Craft",
    ArtForm.DANCE: "Dance",
    ArtForm.DESIGN: "Design",
    ArtForm.DIGITAL: "Digital",
    ArtForm.FILM: "Film",
    ArtForm.HERITAGE: "Heritage",
    ArtForm.LITERATURE: "Reading and writing",
    ArtForm.MUSEUMS: "Museums and collections",
    ArtForm.MUSIC: "Music",
    ArtForm.PHOTOGRAPHY: "Photography",
    ArtForm.THEATRE: "Theatre and drama",
    ArtForm.VISUAL: "Visual arts",
}

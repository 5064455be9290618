"""How a release counts, in the words that stand in its report: page and document say the same."""

METHODS = (
    (
        "children",
        "Different children",
        "A range. At least the lower number took part; the upper would be right if no child joined two projects. "
        "Where only one number stands, it is the lower one. Times a child took part is not a number of children.",
    ),
    (
        "share",
        "Share of pupils",
        "The children we are sure of, of all pupils on the rolls of all schools there, whether anybody told us of them or "
        "not. A school’s place is not its pupils’ home. Where more than a fifth of the schools have no known place, or a "
        "roll is missing, no share is shown.",
    ),
    ("awards", "Arts Awards", "Awards gained, as organisations told us. One child may gain several."),
    (
        "in-both",
        "This period and an earlier one",
        "The same period a year before, where that was published, else the term before. Organisations come and go, so all "
        "children of two periods say little about change: the first row is of those that told us of work in the same "
        "partnership both times. Schools that they worked with may be others. It says that figures changed, and never why.",
    ),
    (
        "change",
        "Before and after",
        "The same children answered the same words twice. The change is the mean of all their changes; the two numbers in "
        "brackets say how far it may be from that. There is no group to compare with, so it says that answers changed, and "
        "never why. Nothing is said of fewer than ten children. Of children who answered once only nothing is printed: a "
        "difference might then only show who was asked.",
    ),
    (
        "withheld",
        "What is held back",
        "c means withheld: the figure is small, or would give a small one away. All reasons have one sign, so that the "
        "sign tells nothing. x means not available. z means that it does not apply.",
    ),
    (
        "silence",
        "What we do not know",
        "No return is not no reach: where nothing was returned, we do not know.",
    ),
)

"""Words of the strategy, the pledge, its plans and risks; and the seven principles."""

from dataclasses import dataclass

from django.db.models import IntegerChoices, TextChoices

from parentis.law.sources import Source

PRINCIPLES_ARE_FROM = Source(
    "Children and Social Work Act 2017",
    "section 1(1), in the words of a council's report of January 2019",
    is_from_memory=True,
)


class Principle(TextChoices):
    """The seven corporate parenting principles, in the order of the Act."""

    BEST_INTERESTS = "a", "Best interests, health and well-being"
    ENCOURAGE_VIEWS = "b", "Encouraging their views"
    TAKE_INTO_ACCOUNT = "c", "Taking their views into account"
    SERVICES = "d", "Access to services"
    ASPIRATIONS = "e", "High aspirations and the best outcomes"
    SAFE_AND_STABLE = "f", "Being safe, and stability"
    ADULTHOOD = "g", "Preparing for adulthood"


@dataclass(frozen=True, kw_only=True)
class PrincipleInFull:
    """A principle as the law words it. The council has regard to the need to do so."""

    principle: Principle
    words: str
    source: Source = PRINCIPLES_ARE_FROM

    @property
    def letter(self) -> str:
        return f"({self.principle.value})"


PRINCIPLES = (
    PrincipleInFull(
        principle=Principle.BEST_INTERESTS,
        words=(
            "To act in their best interests, and promote their physical and mental"
            " health and well-being"
        ),
    ),
    PrincipleInFull(
        principle=Principle.ENCOURAGE_VIEWS,
        words="To encourage them to express their views, wishes and feelings",
    ),
    PrincipleInFull(
        principle=Principle.TAKE_INTO_ACCOUNT,
        words="To take into account their views, wishes and feelings",
    ),
    PrincipleInFull(
        principle=Principle.SERVICES,
        words=(
            "To help them gain access to, and make the best use of, services provided"
            " by the local authority and its relevant partners"
        ),
    ),
    PrincipleInFull(
        principle=Principle.ASPIRATIONS,
        words=(
            "To promote high aspirations, and seek to secure the best outcomes, for"
            " them"
        ),
    ),
    PrincipleInFull(
        principle=Principle.SAFE_AND_STABLE,
        words=(
            "For them to be safe and have stability in their home lives, relationships"
            " and education or work"
        ),
    ),
    PrincipleInFull(
        principle=Principle.ADULTHOOD,
        words="To prepare them for adulthood and independent living",
    ),
)


class PromisedTo(TextChoices):
    """Whom a promise of the pledge is made to."""

    BOTH = "both", "Children in care and care leavers"
    IN_CARE = "in-care", "Children in care"
    CARE_LEAVERS = "care-leavers", "Care leavers"


class Kept(TextChoices):
    """Whether a promise is kept, as somebody said on a day."""

    NOT_KNOWN = "not-known", "Not known yet"
    NOT_KEPT = "not-kept", "Not kept"
    PARTLY = "partly", "Kept in part"
    KEPT = "kept", "Kept"


COLOURS_OF_KEPT: dict[str, str] = {
    Kept.KEPT: "green",
    Kept.PARTLY: "yellow",
    Kept.NOT_KEPT: "red",
    Kept.NOT_KNOWN: "grey",
}


class Likelihood(IntegerChoices):
    """How likely it is that a risk comes true."""

    VERY_UNLIKELY = 1, "1: very unlikely"
    UNLIKELY = 2, "2: unlikely"
    POSSIBLE = 3, "3: possible"
    LIKELY = 4, "4: likely"
    VERY_LIKELY = 5, "5: very likely"


class Impact(IntegerChoices):
    """How much it would matter."""

    VERY_SMALL = 1, "1: very small"
    SMALL = 2, "2: small"
    MEDIUM = 3, "3: medium"
    LARGE = 4, "4: large"
    VERY_LARGE = 5, "5: very large"


@dataclass(frozen=True, kw_only=True)
class Level:
    """How a score is called, from `least` on, and the colour of its tag."""

    word: str
    colour: str
    least: int


# A score is likelihood times impact, 1 to 25.
LEVELS = (
    Level(word="High", colour="red", least=15),
    Level(word="Medium", colour="yellow", least=8),
    Level(word="Low", colour="green", least=1),
)


def level_of(score: int) -> Level:
    return next(level for level in LEVELS if score >= level.least)


class DocumentForm(TextChoices):
    """What the document of a strategy is, by what is in it."""

    PDF = "pdf", "PDF"
    WORD = "docx", "Word"

"""Parts that several papers share: the authority, the party, an article cited, the remedies."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Organ:
    """The authority that signs. Decisions also need who reviews them and which court hears suits."""

    TEXT: ClassVar[str] = "name"

    name: str
    #: The people's government that hears reconsideration, 《行政复议法》第二十四条.
    reviewer: str = ""
    court: str = ""
    bank: str = ""
    address: str = ""
    phone: str = ""
    #: The same names in English, for the sheet of a party that asked for it.
    name_en: str = ""
    reviewer_en: str = ""
    court_en: str = ""
    bank_en: str = ""


@dataclass(frozen=True, kw_only=True)
class Party:
    """Whom the paper is for: a firm, a branch or a person."""

    TEXT: ClassVar[str] = "name"

    name: str
    #: Unified social credit code; empty where there is none.
    code: str = ""
    address: str = ""
    #: Legal representative of a company, person in charge of a branch or partnership.
    representative: str = ""
    #: How the representative is called on the paper.
    representative_title: str = "法定代表人"
    licence_number: str = ""
    phone: str = ""
    #: Set where the party is a human being.
    is_person: bool = False


@dataclass(frozen=True, kw_only=True)
class Article:
    """A place in the law, and its text where the caller has it: papers quote, they do not paraphrase."""

    TEXT: ClassVar[str] = "label"

    label: str
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Officer:
    TEXT: ClassVar[str] = "name"

    name: str
    #: Number of the enforcement certificate, 行政执法证.
    certificate: str = ""
    #: Of another organ, which was asked to help.
    organ: str = ""


@dataclass(frozen=True, kw_only=True)
class Material:
    TEXT: ClassVar[str] = "name"

    name: str
    #: What is wrong with it, where it has to be corrected; otherwise how many were handed in.
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class Remedies:
    """Both routes with their periods. They stand in every decision, 《行政许可法》第三十八条, 《行政处罚法》第五十九条."""

    #: 《行政复议法》第二十条: sixty days from the day the act was known.
    reconsideration_days: int = 60
    #: 《行政诉讼法》第四十六条: six months from the day the act was known.
    suit_months: int = 6
    #: Penalties on the spot: the court only after the reconsideration. 《行政复议法》第二十三条第一款第一项.
    review_first: bool = False
    #: The application may be handed to the organ that punished. 第三十二条.
    through_organ: bool = False


@dataclass(frozen=True, kw_only=True)
class Penalty:
    """One item of an operative part. Fines and confiscations carry an amount."""

    TEXT: ClassVar[str] = "text"

    text: str
    amount: Decimal | None = None


@dataclass(frozen=True, kw_only=True)
class SignatureImage:
    """A signature drawn on glass: whose, and the picture as a data address."""

    #: lead, second, firm, or another member of the team.
    who: str
    picture: str


@dataclass(frozen=True, kw_only=True)
class Served:
    """An earlier paper of the same matter, as a later one refers to it."""

    number: str
    served_on: date
    method: str = ""


@dataclass(frozen=True, kw_only=True)
class Answered:
    """What the party said, and what became of it. 《行政处罚法》第四十五条."""

    TEXT: ClassVar[str] = "said"

    said: str
    said_on: date | None = None
    by: str = ""
    #: 予以采纳, 部分采纳, 不予采纳; `outcome` is all, partly or none.
    adopted: str = ""
    outcome: str = ""
    reason: str = ""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """What an official wrote, in English, and who translated it."""

    source: str
    text: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What every paper says. `number` and `token` are given when it is issued."""

    number: str
    organ: Organ
    issued_on: date
    #: Verification token and the public page the square code opens; without an address there is no code.
    token: str = ""
    verification_url: str = ""
    #: Prints the marks of a demonstration on every page.
    demonstration: bool = False
    #: Not issued: shown before the act, marked so on every page.
    draft: bool = False
    #: The file bears the organ's digital signature, and the page says where.
    signed: bool = False
    #: Where questions go.
    contact: str = ""
    contact_phone: str = ""
    #: The day the party asked for English beside the Chinese; without one there is none.
    english_asked_on: date | None = None
    #: For the English sheet; the Chinese text prevails.
    translations: tuple[Translation, ...] = ()
    #: How the authority is called in English.
    organ_en: str = ""

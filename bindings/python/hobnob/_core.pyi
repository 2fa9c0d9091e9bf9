"""
The compiled part of hobnob.
"""
from __future__ import annotations
import collections.abc
import datetime
import numpy
import numpy.random
import numpy.typing
import os
import typing
import typing_extensions
__all__: list[str] = ['ArcGraph', 'Ask', 'AskStep', 'Attention', 'AttentionTerm', 'Audience', 'Author', 'Authors', 'Calibration', 'CalibrationBin', 'Cancelled', 'Chance', 'ChannelAudience', 'Channels', 'ComparisonTies', 'Connection', 'CorruptData', 'Door', 'DuplicateKey', 'Effort', 'Error', 'Estimate', 'Evidence', 'EvidenceOptions', 'Explanation', 'Factor', 'Grantee', 'ImportReport', 'Interval95', 'Introducer', 'Introducers', 'Introduction', 'Introductions', 'InvalidArgument', 'IoError', 'KnownTie', 'LimitExceeded', 'LogisticTies', 'Member', 'Neighbourhoods', 'Network', 'NetworkMemory', 'Overlap', 'PairEvidence', 'Path', 'Paths', 'Policy', 'PostComparison', 'PostPoint', 'PostWay', 'ProbabilityScores', 'Ranked', 'RankingIntervals', 'RankingScores', 'Reach', 'ReachPoint', 'Reader', 'Readers', 'ReadingModel', 'Rejected', 'ScoreIntervals', 'Seed', 'Seeds', 'SharedIntroducer', 'SharedIntroducers', 'Snapshot', 'SnapshotMemory', 'Spread', 'Step', 'Table', 'Target', 'TargetBacktest', 'TargetCut', 'TargetLists', 'TargetModel', 'Targets', 'Tie', 'TieBacktest', 'TieCut', 'TieFacts', 'TieFit', 'TieModelInfo', 'TieOptions', 'TieStratum', 'UnknownMember', 'UnsupportedVersion', 'View', 'Way', 'audience', 'backtest_targets', 'backtest_ties', 'bootstrap_probabilities', 'bootstrap_rankings', 'calibrate', 'chance', 'chance_text', 'cheapest_path', 'choose_seeds', 'compare_posts', 'discover_targets', 'discover_targets_for_all', 'effort', 'estimate_reach', 'explain', 'find_members', 'find_paths', 'fit_comparison', 'fit_targets', 'fit_ties', 'generate_community', 'import_connections', 'import_consents', 'import_follows', 'import_google_contacts', 'import_groups', 'import_interactions', 'import_linkedin', 'import_members', 'page', 'preset', 'rank_introducers', 'rank_introductions', 'rank_reach', 'rank_readers', 'rank_within', 'read_arcs', 'read_connections', 'read_csv_folder', 'read_google_contacts', 'read_interactions', 'read_linkedin', 'report', 'score_probabilities', 'score_rankings', 'training_data']
_Item = typing.TypeVar('_Item')
class Factor(typing.NamedTuple):
    name: str
    value: float
    who: str | int | None
class Ranked(typing.NamedTuple, typing.Generic[_Item]):
    item: _Item
    score: float
    factors: tuple[Factor, ...]
class Error(Exception):
    """
    What hobnob raises; its children are also built-in exceptions.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class Cancelled(Error):
    """
    The caller's progress callback asked to stop; nothing was changed.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class LimitExceeded(Error, ValueError):
    """
    More than hobnob can hold or than the caller allowed.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class IoError(Error, OSError):
    """
    The operating system refused: no such file, a directory, no space.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class UnsupportedVersion(Error, ValueError):
    """
    A file or pickle written by another hobnob.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class CorruptData(Error, ValueError):
    """
    A file whose content cannot be what it claims to be.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class DuplicateKey(Error, ValueError):
    """
    A member, connection or ask that is already there.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class UnknownMember(Error, KeyError):
    """
    A key that this network or owner's view does not hold.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class InvalidArgument(Error, ValueError):
    """
    A value out of its range; the text names the field, the value and the range.
    """
    def __str__(self) -> str:
        """
        Return str(self).
        """
class Evidence:
    """
    What the events from one member to another amount to: days_since_last, three decayed masses, and their count.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, days_since_last: typing.SupportsFloat | typing.SupportsIndex = ..., mass: typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(3)"] = [0.0, 0.0, 0.0], events: typing.SupportsInt | typing.SupportsIndex = 0, weight: typing.SupportsFloat | typing.SupportsIndex = 0.0, days_since_first: typing.SupportsFloat | typing.SupportsIndex = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def days_since_first(self) -> float:
        ...
    @property
    def days_since_last(self) -> float:
        ...
    @property
    def events(self) -> int:
        ...
    @property
    def mass(self) -> typing.Annotated[list[float], "FixedSize(3)"]:
        ...
    @property
    def weight(self) -> float:
        ...
class PairEvidence:
    """
    Both directions of a pair, and the weight of their declared connection (0: none).

    Examples
    --------
    >>> pair = hobnob.PairEvidence(declared=0.3)
    >>> round(hobnob.preset().strength(pair), 3)
    0.304
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, out: Evidence = ..., back: Evidence = ..., declared: typing.SupportsFloat | typing.SupportsIndex = 0.0) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def back(self) -> Evidence:
        ...
    @property
    def declared(self) -> float:
        ...
    @property
    def out(self) -> Evidence:
        ...
class EvidenceOptions:
    """
    How events become evidence: what a tie model asks for.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, half_life_days: typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(3)"] = [7.5, 30.0, 90.0], kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, max_participants: typing.SupportsIndex = 50) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def half_life_days(self) -> typing.Annotated[list[float], "FixedSize(3)"]:
        ...
    @property
    def kind_weights(self) -> dict[str, float]:
        ...
    @property
    def max_participants(self) -> int:
        ...
class TieModelInfo:
    """
    What a snapshot stores of its tie model.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, name: str = '', window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, parameters: collections.abc.Sequence[tuple[str, typing.SupportsFloat | typing.SupportsIndex]] = []) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def name(self) -> str:
        ...
    @property
    def parameters(self) -> list[tuple[str, float]]:
        ...
    @property
    def reciprocity(self) -> float:
        ...
    @property
    def window_days(self) -> float:
        ...
class TieOptions:
    """
    The window, and how events are weighed.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def kind_weights(self) -> dict[str, float]:
        ...
    @property
    def max_participants(self) -> int:
        ...
    @property
    def reciprocity(self) -> float:
        ...
    @property
    def window_days(self) -> float:
        ...
class TieFit:
    """
    What a fit rests on, and how well the model says what it was fitted to; `rows` is 0 for a preset.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, start: typing.SupportsInt | typing.SupportsIndex = 0, until: typing.SupportsInt | typing.SupportsIndex = 0, rows: typing.SupportsIndex = 0, positives: typing.SupportsIndex = 0, log_loss: typing.SupportsFloat | typing.SupportsIndex = 0.0, calibration_error: typing.SupportsFloat | typing.SupportsIndex = 0.0, calibration_null: typing.SupportsFloat | typing.SupportsIndex = 0.0, moved: typing.SupportsFloat | typing.SupportsIndex = 0.0) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def calibration_error(self) -> float:
        ...
    @property
    def calibration_null(self) -> float:
        ...
    @property
    def log_loss(self) -> float:
        ...
    @property
    def moved(self) -> float:
        ...
    @property
    def positives(self) -> int:
        ...
    @property
    def rows(self) -> int:
        ...
    @property
    def start(self) -> int:
        ...
    @property
    def until(self) -> int:
        ...
class LogisticTies:
    """
    The default tie model: a monotone logistic model of a pair's own events.

    Examples
    --------
    >>> hobnob.LogisticTies() == hobnob.preset()
    True
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, options: TieOptions = ..., theta: typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(9)"] = [-3.04, 0.0, 0.013, 0.04, 0.0, 0.203, 0.08, 0.284, 0.713], gamma: typing.SupportsFloat | typing.SupportsIndex = 1.0, origin: str = 'preset, pooled over ten networks of mail, forums, messages, calls and meetings', fit: TieFit = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def evidence_options(self) -> EvidenceOptions:
        """
        How events are weighed.
        """
    def info(self) -> TieModelInfo:
        """
        What a snapshot stores of the model.
        """
    def strength(self, pair: PairEvidence) -> float:
        """
        The chance that the near end turns to the far one within the window.
        """
    @property
    def fit(self) -> TieFit:
        ...
    @property
    def gamma(self) -> float:
        ...
    @property
    def options(self) -> TieOptions:
        ...
    @property
    def origin(self) -> str:
        ...
    @property
    def theta(self) -> typing.Annotated[list[float], "FixedSize(9)"]:
        ...
class Overlap:
    """
    Strengths from shared neighbours, for a plain friend list; its snapshot gives only `owner_view("open")`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("kim", "ana")])
    >>> round(network.snapshot(0, hobnob.Overlap()).strength("ana", "bo"), 3)
    0.6
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self) -> None:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
class Policy:
    """
    What silence means, per purpose, and how far a path may go.

    Wherever a policy is asked for, "open" and "opt_in" are understood too.

    Examples
    --------
    >>> hobnob.Policy.opt_in(introduce=True).introduce
    True
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def open(*, share_ties: bool = True, introduce: bool = True, be_introduced: bool = True, be_messaged: bool = True, be_counted: bool = True, max_hops: typing.SupportsIndex = 6) -> Policy:
        """
        Silence is yes: for plain files and analysis. Keywords change single fields.
        """
    @staticmethod
    def opt_in(*, share_ties: bool = False, introduce: bool = False, be_introduced: bool = False, be_messaged: bool = False, be_counted: bool = False, max_hops: typing.SupportsIndex = 6) -> Policy:
        """
        Silence is no: for apps that show members to members. Keywords change single fields.
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def silence(self, purpose: typing.Literal['share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted']) -> bool:
        """
        What silence means for one purpose.
        """
    @property
    def be_counted(self) -> bool:
        ...
    @property
    def be_introduced(self) -> bool:
        ...
    @property
    def be_messaged(self) -> bool:
        ...
    @property
    def introduce(self) -> bool:
        ...
    @property
    def max_hops(self) -> int:
        ...
    @property
    def share_ties(self) -> bool:
        ...
class Grantee:
    """
    To whom a consent speaks.

    Examples
    --------
    >>> hobnob.Grantee.group("chess")
    Grantee('group', 'chess')
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def all() -> Grantee:
        """
        Everybody.
        """
    @staticmethod
    def connections() -> Grantee:
        """
        One's declared connections.
        """
    @staticmethod
    def group(name: str) -> Grantee:
        """
        The members of a group.
        """
    @staticmethod
    def member(key: str | typing.SupportsIndex) -> Grantee:
        """
        One member.
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
class Member:
    """
    What a member says of themselves.

    Examples
    --------
    >>> hobnob.Member(name="Ana").openness
    1.0
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, name: str = '', industry: str = '', organisation: str = '', city: str = '', needs: collections.abc.Sequence[str] = [], offers: collections.abc.Sequence[str] = [], openness: typing.SupportsFloat | typing.SupportsIndex = 1.0, joined: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, unlisted: bool = False, ask_cap: typing.SupportsIndex | None = None, do_not_contact: bool = False) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def ask_cap(self) -> int | None:
        ...
    @property
    def city(self) -> str:
        ...
    @property
    def do_not_contact(self) -> bool:
        ...
    @property
    def industry(self) -> str:
        ...
    @property
    def joined(self) -> int | None:
        ...
    @property
    def name(self) -> str:
        ...
    @property
    def needs(self) -> list[str]:
        ...
    @property
    def offers(self) -> list[str]:
        ...
    @property
    def openness(self) -> float:
        ...
    @property
    def organisation(self) -> str:
        ...
    @property
    def unlisted(self) -> bool:
        ...
class Connection:
    """
    What two members declared: how much it means, since when, and whether it is for them alone.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def is_private(self) -> bool:
        ...
    @property
    def since(self) -> int | None:
        ...
    @property
    def weight(self) -> float | None:
        ...
class Ask:
    """
    Who asked whom to introduce them to whom, and when; `answered` and `outcome` are None where nothing came of it yet.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def answered(self) -> int | None:
        ...
    @property
    def at(self) -> int:
        ...
    @property
    def introducer(self) -> str | int:
        ...
    @property
    def outcome(self) -> typing.Literal['yes', 'no', 'declined'] | None:
        ...
    @property
    def seeker(self) -> str | int:
        ...
    @property
    def target(self) -> str | int:
        ...
class Rejected:
    """
    A row that was not imported: its line in the file (or row of the table, from 1), and why.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, line: typing.SupportsIndex = 0, reason: str = '') -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def line(self) -> int:
        ...
    @property
    def reason(self) -> str:
        ...
class ImportReport:
    """
    What became of an import: rows, accepted, and rejected rows with their reasons.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connections([("ana", "bo"), ("bo", "bo")], max_rejected="all").accepted
    1
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, rows: typing.SupportsIndex = 0, accepted: typing.SupportsIndex = 0, rejected: collections.abc.Sequence[Rejected] = []) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def accepted(self) -> int:
        ...
    @property
    def rejected(self) -> list[Rejected]:
        ...
    @property
    def rows(self) -> int:
        ...
class NetworkMemory:
    """
    Bytes held by a network, by what they are for.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def connections(self) -> int:
        ...
    @property
    def interactions(self) -> int:
        ...
    @property
    def members(self) -> int:
        ...
    @property
    def other(self) -> int:
        ...
    @property
    def total(self) -> int:
        ...
class Network:
    """
    The one mutable record: members, connections, interactions, groups, follows, consents, asks.

    A call either adds one whole fact or raises and changes nothing. Methods may be called from several threads: writers wait for each other.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_interaction("ana", "bo", 1_700_000_000)
    >>> network.add_connection("bo", "kim", weight=0.4)
    >>> network
    <hobnob.Network: 3 members, 1 connections, 1 interactions>
    """
    @staticmethod
    def from_bytes(data: bytes, *, progress: typing.Any = None) -> Network:
        """
        What `load` makes of a file of these bytes.

        Parameters
        ----------
        data : bytes
            What `to_bytes` gave.
        progress : callable, True or None
            As of `load`.

        Returns
        -------
        Network

        Raises
        ------
        Cancelled, CorruptData, UnsupportedVersion
            As in `load`.

        Examples
        --------
        >>> hobnob.Network.from_bytes(b"")
        Traceback (most recent call last):
            ...
        hobnob.CorruptData: ...
        """
    @staticmethod
    def load(path: str | bytes | os.PathLike[str] | os.PathLike[bytes], *, progress: typing.Any = None) -> Network:
        """
        The record that `save` wrote.

        Parameters
        ----------
        path : path
            The file.
        progress : callable, True or None
            Called now and then with bytes done and bytes in all; False ends the call. True tells on stderr.

        Returns
        -------
        Network

        Raises
        ------
        Cancelled
            If `progress` returned False.
        IoError
            If there is no such file.
        CorruptData
            If it is damaged, cut, or holds what could not have been entered; the message says what is wrong where.
        UnsupportedVersion
            If a newer hobnob wrote it.

        Examples
        --------
        >>> hobnob.Network.load("missing.hobnob")
        Traceback (most recent call last):
            ...
        hobnob.IoError: ...
        """
    def __contains__(self, key: str | typing.SupportsIndex) -> bool:
        ...
    def __copy__(self) -> Network:
        ...
    def __deepcopy__(self, memo: dict[str, typing.Any]) -> Network:
        ...
    def __getstate__(self) -> bytes:
        ...
    def __init__(self) -> None:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: bytes) -> None:
        ...
    def add_block(self, blocker: str | typing.SupportsIndex, blocked: str | typing.SupportsIndex, *, start: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, until: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None) -> None:
        """
        Hide two members from each other while it lasts, whoever blocked.

        Parameters
        ----------
        blocker, blocked : str or int
            Keys of two members that exist.
        start, until : int, datetime or datetime64, optional
            When it holds, [start, until).

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> network.add_block("ana", "bo")
        """
    def add_connection(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex, *, duplicates: typing.Literal['reject', 'last'] = 'reject', weight: typing.SupportsFloat | typing.SupportsIndex | None = None, since: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, is_private: bool = False) -> None:
        """
        Add a declared, undirected connection: both said that they know each other.

        Parameters
        ----------
        source, target : str or int
            The two members; they come into being if they are new.
        duplicates : {'reject', 'last'}
            What to do with a connection that is there already.
        weight : float, optional
            How much it means, in (0, 1].
        since : int, datetime or datetime64, optional
            Left out, it holds at every instant.
        is_private : bool
            Visible to its two ends alone, with all that passes between them.

        Raises
        ------
        DuplicateKey
            If the two are connected and `duplicates` is 'reject'.
        InvalidArgument
            For a member connected to themselves or a weight outside (0, 1].

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo", weight=0.4)
        >>> network.connection_count
        1
        """
    def add_connections(self, data: typing.Any, *, source: str = 'source', target: str = 'target', weight: str = 'weight', since: str = 'since', is_private: str = 'is_private', skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
        """
        Add many connections; the columns are those of `add_connection`.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
            Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
            other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
            Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
            whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
            object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
        skip_lines, keys, merge_same_instant
            How to read a file, as in `read_interactions`.
        max_rejected : int or 'all'
            Up to this many rows may fail and are reported; one more, and nothing is imported.
        duplicates : {'reject', 'last'}
            For connections that are there already.
        undirected : bool
            For interactions: every row counts in both directions.
        **columns : str
            Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
            Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

        Returns
        -------
        ImportReport
            How many rows there were, how many were accepted, and why the others were not.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connections([("ana", "bo"), ("bo", "kim", 0.5)]).accepted
        2
        >>> report = network.add_connections({"from": ["kim", "kim"], "to": ["ana", "kim"]}, source="from", target="to", max_rejected=1)
        >>> report.rejected[0].line
        2
        """
    def add_follow(self, follower: str | typing.SupportsIndex, followed: str | typing.SupportsIndex, channel: typing.Literal['follow', 'subscription'] = 'follow', *, since: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None) -> None:
        """
        Say that one member follows another, which is an opt-in to be reached.

        Parameters
        ----------
        follower, followed : str or int
            Keys of the two members.
        channel : {'follow', 'subscription'}
            What is followed.
        since : int, datetime or datetime64, optional
            Left out, it holds at every instant.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_follow("ana", "bo", "subscription")
        >>> network.member_count
        2
        """
    def add_follows(self, data: typing.Any, *, follower: str = 'follower', followed: str = 'followed', channel: str = 'channel', since: str = 'since', skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
        """
        Add many follows; the columns are those of `add_follow`.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
            Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
            other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
            Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
            whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
            object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
        skip_lines, keys, merge_same_instant
            How to read a file, as in `read_interactions`.
        max_rejected : int or 'all'
            Up to this many rows may fail and are reported; one more, and nothing is imported.
        duplicates : {'reject', 'last'}
            For connections that are there already.
        undirected : bool
            For interactions: every row counts in both directions.
        **columns : str
            Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
            Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

        Returns
        -------
        ImportReport
            How many rows there were, how many were accepted, and why the others were not.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_follows([{"follower": "ana", "followed": "bo"}]).accepted
        1
        """
    def add_group(self, group: str, member: str | typing.SupportsIndex, *, start: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, until: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None) -> None:
        """
        Say that a member belongs to a group; several intervals add up.

        Parameters
        ----------
        group : str
            The group's name. A group is its members and needs no other act.
        member : str or int
            The member's key.
        start, until : int, datetime or datetime64, optional
            The time of membership, [start, until); what is left out is unbounded.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_group("chess", "ana")
        >>> "ana" in network
        True
        """
    def add_groups(self, data: typing.Any, *, group: str = 'group', member: str = 'member', start: str = 'start', until: str = 'until', skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
        """
        Add many memberships; the columns are those of `add_group`.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
            Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
            other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
            Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
            whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
            object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
        skip_lines, keys, merge_same_instant
            How to read a file, as in `read_interactions`.
        max_rejected : int or 'all'
            Up to this many rows may fail and are reported; one more, and nothing is imported.
        duplicates : {'reject', 'last'}
            For connections that are there already.
        undirected : bool
            For interactions: every row counts in both directions.
        **columns : str
            Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
            Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

        Returns
        -------
        ImportReport
            How many rows there were, how many were accepted, and why the others were not.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_groups([("chess", "ana"), ("chess", "bo")]).accepted
        2
        """
    def add_interaction(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex, time: typing.SupportsIndex | datetime.datetime | numpy.datetime64, *, kind: str = 'message', participants: collections.abc.Sequence[str | typing.SupportsIndex] = [], undirected: bool = False) -> None:
        """
        Add one event from one member to another. Events are never merged.

        Parameters
        ----------
        source, target : str or int
            Who turned to whom; they come into being if they are new.
        time : int, datetime or datetime64
            Whole seconds since 1970, or an aware datetime, or a datetime64 in UTC; of those what is finer than a second is floored.
        kind : str
            A free word; "meeting" counts in both directions of every pair.
        participants : list of str or int
            Who else took part, beside source and target.
        undirected : bool
            Counts in both directions of every pair, as a meeting does.

        Examples
        --------
        >>> import datetime
        >>> network = hobnob.Network()
        >>> network.add_interaction("ana", "bo", 1_700_000_000)
        >>> network.add_interaction("bo", "kim", datetime.datetime(2024, 1, 1, tzinfo=datetime.timezone.utc), kind="meeting")
        >>> network.last_event()
        1704067200
        """
    def add_interactions(self, data: typing.Any, *, source: str = 'source', target: str = 'target', time: str = 'time', kind: str = 'kind', participants: str = 'participants', skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
        """
        Add many interactions; the columns are those of `add_interaction`.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
            Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
            other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
            Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
            whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
            object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
        skip_lines, keys, merge_same_instant
            How to read a file, as in `read_interactions`.
        max_rejected : int or 'all'
            Up to this many rows may fail and are reported; one more, and nothing is imported.
        duplicates : {'reject', 'last'}
            For connections that are there already.
        undirected : bool
            For interactions: every row counts in both directions.
        **columns : str
            Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
            Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

        Returns
        -------
        ImportReport
            How many rows there were, how many were accepted, and why the others were not.

        Examples
        --------
        >>> import numpy
        >>> network = hobnob.Network()
        >>> people = numpy.array([1, 2, 3])
        >>> network.add_interactions({"source": people, "target": people + 1, "time": people * 1000}).rows
        3
        >>> network.keys()
        [1, 2, 3, 4]
        """
    def add_member(self, key: str | typing.SupportsIndex, *, name: str = '', industry: str = '', organisation: str = '', city: str = '', needs: collections.abc.Sequence[str] = [], offers: collections.abc.Sequence[str] = [], openness: typing.SupportsFloat | typing.SupportsIndex = 1.0, joined: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, unlisted: bool = False, ask_cap: typing.SupportsIndex | None = None, do_not_contact: bool = False) -> None:
        """
        Add a member, or describe one that so far was only mentioned.

        Parameters
        ----------
        key : str or int
            The member's key. One kind of key per network, set by its first member.
        name, industry, organisation, city : str
            What people read beside the key.
        needs, offers : list of str
            Topics the member looks for, and can help with.
        openness : float
            Chance to accept an introduction that arrives, 0 to 1.
        joined : int, datetime or datetime64, optional
            Before it the member does not exist.
        unlisted : bool
            Absent from other members' views.
        ask_cap : int, optional
            At most this many open asks at a time; 0: never an introducer. None: no cap.
        do_not_contact : bool
            Never a target or reader, in any view.

        Raises
        ------
        DuplicateKey
            If the member is described already; see `update_member`.
        InvalidArgument
            If a value is out of its range.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_member("ana", name="Ana", needs=["c++"])
        >>> network.member("ana").needs
        ['c++']
        """
    def add_members(self, data: typing.Any, *, key: str = 'key', name: str = 'name', industry: str = 'industry', organisation: str = 'organisation', city: str = 'city', needs: str = 'needs', offers: str = 'offers', openness: str = 'openness', joined: str = 'joined', unlisted: str = 'unlisted', ask_cap: str = 'ask_cap', do_not_contact: str = 'do_not_contact', skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
        """
        Add many members; the columns are `key` and the keywords of `add_member`.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame, iterable of rows, path or file object
            Whatever has `__arrow_c_stream__` (polars, pyarrow, duckdb) is read batch by batch. Columns are sequences or arrays, and of
            other names than those below are refused: leave them out. Rows are tuples, lists or arrays in the order of the keywords below, or dicts.
            Files are text, plain or gzip, and are read without Python's lock. All rows are read first, and the network may be used meanwhile, by
            whatever makes them too; then they are added at once. Until then they take about as much memory as they will in the network, or a file
            object's bytes; a file that is given by its path is read in bounded memory, and others wait for the network.
        skip_lines, keys, merge_same_instant
            How to read a file, as in `read_interactions`.
        max_rejected : int or 'all'
            Up to this many rows may fail and are reported; one more, and nothing is imported.
        duplicates : {'reject', 'last'}
            For connections that are there already.
        undirected : bool
            For interactions: every row counts in both directions.
        **columns : str
            Every other keyword is the name of a column, and says what this column is called in `data`, if that is a frame, a dict of columns or an
            Arrow stream. Files have our names in their header, or none: a file with other names is read with pandas or the like first.

        Returns
        -------
        ImportReport
            How many rows there were, how many were accepted, and why the others were not.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_members({"key": ["ana", "bo"], "name": ["Ana", "Bo"]})
        ImportReport(rows=2, accepted=2, rejected=[])
        """
    def asks(self) -> list[Ask]:
        """
        All asks and their answers, by the time of asking, then by seeker, introducer and target.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> report = network.add_members(["ana", "bo", "kim"])
        >>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
        >>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "no")
        >>> [(ask.introducer, ask.answered - ask.at, ask.outcome) for ask in network.asks()]
        [('bo', 86400, 'no')]
        """
    def connection(self, a: str | typing.SupportsIndex, b: str | typing.SupportsIndex) -> Connection | None:
        """
        What two members declared, in either order; None if they are not connected.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo", weight=0.5, since=1_700_000_000)
        >>> network.connection("bo", "ana")
        Connection(weight=0.5, since=1700000000, is_private=False)
        >>> network.connection("ana", "kim") is None
        True
        """
    def interaction_times(self) -> numpy.typing.NDArray[numpy.int64]:
        """
        The times of all interactions, ascending, as an array of integers.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_interaction("ana", "bo", 1_700_000_000)
        >>> network.interaction_times()
        array([1700000000])
        """
    def keys(self) -> list[str | int]:
        """
        All keys, ascending.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("bo", "ana")
        >>> network.keys()
        ['ana', 'bo']
        """
    def last_event(self) -> int:
        """
        The time of the latest interaction, else of the latest dated fact, else 0; in seconds since 1970.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_interaction("ana", "bo", 1_700_000_000)
        >>> network.last_event()
        1700000000
        """
    def member(self, key: str | typing.SupportsIndex) -> Member:
        """
        What a member says of themselves.

        Raises
        ------
        UnknownMember
            If there is no such member; the message names the nearest keys.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_member("ana", city="Rome")
        >>> network.member("ana").city
        'Rome'
        >>> network.member("anna")
        Traceback (most recent call last):
            ...
        hobnob.UnknownMember: ...
        """
    def record_ask(self, seeker: str | typing.SupportsIndex, introducer: str | typing.SupportsIndex, target: str | typing.SupportsIndex, at: typing.SupportsIndex | datetime.datetime | numpy.datetime64) -> None:
        """
        Record that a seeker asked an introducer for a target.

        Parameters
        ----------
        seeker, introducer, target : str or int
            Keys of three members that exist.
        at : int, datetime or datetime64
            When they asked.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> report = network.add_members(["ana", "bo", "kim"])
        >>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
        >>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "yes")
        """
    def record_impression(self, viewer: str | typing.SupportsIndex, target: str | typing.SupportsIndex, at: typing.SupportsIndex | datetime.datetime | numpy.datetime64) -> None:
        """
        Record that a target was suggested to a viewer.

        Parameters
        ----------
        viewer, target : str or int
            Keys of two members that exist.
        at : int, datetime or datetime64
            When.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> network.record_impression("ana", "bo", 1_700_000_000)
        """
    def record_outcome(self, seeker: str | typing.SupportsIndex, introducer: str | typing.SupportsIndex, target: str | typing.SupportsIndex, at: typing.SupportsIndex | datetime.datetime | numpy.datetime64, outcome: typing.Literal['yes', 'no', 'declined']) -> None:
        """
        Record the answer to the latest unanswered ask made by then.

        Parameters
        ----------
        seeker, introducer, target : str or int
            Those of the ask.
        at : int, datetime or datetime64
            When the answer came.
        outcome : {'yes', 'no', 'declined'}
            'no' is the introducer's, who then rests towards the seeker; 'declined' the target's, whom the introducer did ask.

        Raises
        ------
        InvalidArgument
            If there is no such ask.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> report = network.add_members(["ana", "bo", "kim"])
        >>> network.record_ask("ana", "bo", "kim", 1_700_000_000)
        >>> network.record_outcome("ana", "bo", "kim", 1_700_086_400, "no")
        """
    def remove(self, member: str | typing.SupportsIndex) -> None:
        """
        Leave the record as if the member had never existed: no fact, no trace.

        Parameters
        ----------
        member : str or int
            The member's key.

        Raises
        ------
        UnknownMember
            If there is no such member.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> network.remove("bo")
        >>> network.keys()
        ['ana']
        """
    def save(self, path: str | bytes | os.PathLike[str] | os.PathLike[bytes], *, progress: typing.Any = None) -> None:
        """
        Write the whole record to a file, which is replaced whole or not at all.

        Equal records give equal files, however they were entered.

        Parameters
        ----------
        path : path
            The file. At every instant the old one or the new one is there; a link is followed.
        progress : callable, True or None
            Called now and then with rows done and about how many there are; False ends the call, and an old file is untouched. True tells on
            stderr. Neither it nor Ctrl-C is heard while the system waits for the disk.

        Raises
        ------
        Cancelled
            If `progress` returned False.
        IoError
            If it cannot be written; then an old file is untouched.

        Examples
        --------
        >>> import pathlib, tempfile
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     network.save(pathlib.Path(folder, "network.hobnob"))
        ...     hobnob.Network.load(pathlib.Path(folder, "network.hobnob"))
        <hobnob.Network: 2 members, 1 connections, 0 interactions>
        """
    def set_consent(self, member: str | typing.SupportsIndex, purpose: typing.Literal['share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted'], allow: bool, grantee: Grantee | typing.Literal['all', 'connections'] | tuple[typing.Literal['group', 'member'], str | int] = 'all', *, start: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None, until: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = None) -> None:
        """
        Record what a member allows or refuses, to whom, and when.

        Parameters
        ----------
        member : str or int
            Whose consent it is; the member must exist.
        purpose : {'share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted'}
            What is allowed or refused.
        allow : bool
            Which of the two.
        grantee : 'all', 'connections', ('group', name), ('member', key) or Grantee
            To whom it speaks. The narrowest statement that applies decides.
        start, until : int, datetime or datetime64, optional
            When it holds, [start, until).

        Raises
        ------
        UnknownMember
            If there is no such member.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_member("ana")
        >>> network.set_consent("ana", "introduce", False)
        >>> network.set_consent("ana", "introduce", True, ("group", "chess"))
        """
    def snapshot(self, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, model: typing.Any = None, *, progress: typing.Any = None, explain: bool = True) -> Snapshot:
        """
        The picture at an instant; events after it do not exist.

        Parameters
        ----------
        as_of : int, datetime or datetime64
            The instant; often `network.last_event()`.
        model : LogisticTies, ComparisonTies, Overlap or an object with `strength(pair)`, optional
            What makes strengths of evidence; the preset if left out. A Python object is asked about every pair, from both ends, which is slow;
            it may also have `evidence_options()` and `info()`.
        explain : bool
            Keep recency and counts of every tie for `explain`.
        progress : callable, True or None
            Called now and then with rows done and about how many there are; False ends the call. True tells on stderr.

        Returns
        -------
        Snapshot

        Raises
        ------
        Cancelled
            If `progress` returned False.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_interaction("ana", "bo", 1_700_000_000)
        >>> network.snapshot(network.last_event()).tie_count
        2
        """
    def to_bytes(self, *, progress: typing.Any = None) -> bytes:
        """
        What `save` would write; pickling uses it too.

        Parameters
        ----------
        progress : callable, True or None
            As of `save`.

        Returns
        -------
        bytes

        Raises
        ------
        Cancelled
            If `progress` returned False.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> hobnob.Network.from_bytes(network.to_bytes()).keys()
        ['ana', 'bo']
        """
    def update_member(self, key: str | typing.SupportsIndex, *, name: str = ..., industry: str = ..., organisation: str = ..., city: str = ..., needs: collections.abc.Sequence[str] = ..., offers: collections.abc.Sequence[str] = ..., openness: typing.SupportsFloat | typing.SupportsIndex = ..., joined: typing.SupportsIndex | datetime.datetime | numpy.datetime64 | None = ..., unlisted: bool = ..., ask_cap: typing.SupportsIndex | None = ..., do_not_contact: bool = ...) -> None:
        """
        Change what an existing member says of themselves; what is not named stays.

        Parameters
        ----------
        key : str or int
            The member's key.
        name, industry, organisation, city, needs, offers, openness, joined, unlisted, ask_cap, do_not_contact
            As in `add_member`.

        Raises
        ------
        UnknownMember
            If there is no such member.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_member("ana", name="Ana", city="Rome")
        >>> network.update_member("ana", city="Oslo")
        >>> network.member("ana").name, network.member("ana").city
        ('Ana', 'Oslo')
        """
    @property
    def connection_count(self) -> int:
        """
        How many connections there are.
        """
    @property
    def interaction_count(self) -> int:
        """
        How many interactions there are.
        """
    @property
    def member_count(self) -> int:
        """
        How many members there are.
        """
    @property
    def memory_usage(self) -> NetworkMemory:
        """
        Bytes held, by what they are for.
        """
    @property
    def text_keys(self) -> bool | None:
        """
        Are the keys text? None while the network is empty: the first member decides.
        """
class SnapshotMemory:
    """
    Bytes held by a snapshot, by what they are for.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def asks(self) -> int:
        ...
    @property
    def audience(self) -> int:
        ...
    @property
    def explanation(self) -> int:
        ...
    @property
    def members(self) -> int:
        ...
    @property
    def ties(self) -> int:
        ...
    @property
    def total(self) -> int:
        ...
class Tie:
    """
    A directed tie as seen from one of its ends: the member at the other, its probability and its cost -ln p.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def cost(self) -> float:
        ...
    @property
    def member(self) -> str | int:
        ...
    @property
    def probability(self) -> float:
        ...
class TieFacts:
    """
    What is known of a tie beside its probability.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def declared(self) -> bool:
        ...
    @property
    def events_back(self) -> int:
        ...
    @property
    def events_out(self) -> int:
        ...
    @property
    def seconds_since_back(self) -> int | None:
        ...
    @property
    def seconds_since_out(self) -> int | None:
        ...
class Snapshot:
    """
    How things stand at one instant: immutable, shared between threads, made by `Network.snapshot`.

    Queries take a View of it. Its arrays are the owner's sight, read-only, without a copy where they are the snapshot's own:
    `indptr` and `indices` are compressed sparse rows as SciPy takes them, and `keys[i]` is the key of row `i`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo")
    >>> snapshot = network.snapshot(0)
    >>> snapshot
    <hobnob.Snapshot: 2 members, 2 ties, as of 0>
    >>> snapshot.indices
    array([1, 0], dtype=int32)
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def from_bytes(data: bytes, *, progress: typing.Any = None) -> Snapshot:
        """
        The snapshot of bytes that `to_bytes` gave.

        Parameters
        ----------
        data : bytes
        progress : callable, True or None
            As of `to_bytes`.

        Returns
        -------
        Snapshot

        Raises
        ------
        Cancelled
            If `progress` returned False.
        CorruptData
            If they are damaged, or cannot be a snapshot.
        UnsupportedVersion
            If another version wrote them; what is kept for long is the record.

        Examples
        --------
        >>> snapshot = hobnob.Network().snapshot(0)
        >>> hobnob.Snapshot.from_bytes(snapshot.to_bytes()).member_count
        0
        """
    def __contains__(self, key: str | typing.SupportsIndex) -> bool:
        ...
    def __copy__(self) -> Snapshot:
        ...
    def __deepcopy__(self, memo: dict[str, typing.Any]) -> Snapshot:
        ...
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> bytes:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: bytes) -> None:
        ...
    def city(self, key: str | typing.SupportsIndex) -> str:
        """
        The member's city.
        """
    def degree(self, member: str | typing.SupportsIndex) -> int:
        """
        How many ties the member has.
        """
    def find(self, key: str | typing.SupportsIndex) -> int | None:
        """
        The place of a member in the snapshot's arrays, or None.
        """
    def find_tie(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> Tie | None:
        """
        The tie from `source` to `target`, or None.
        """
    def industry(self, key: str | typing.SupportsIndex) -> str:
        """
        The member's industry.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The member's name; empty if there is none, or nobody to see.
        """
    def organisation(self, key: str | typing.SupportsIndex) -> str:
        """
        The member's organisation.
        """
    def owner_view(self, policy: Policy | typing.Literal['open', 'opt_in']) -> View:
        """
        The app's own sight: any seeker, consents as the policy says.

        Parameters
        ----------
        policy : 'open', 'opt_in' or Policy
            What silence means.

        Returns
        -------
        View

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> network.snapshot(0).owner_view("open").is_owner
        True
        """
    def strength(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> float:
        """
        The chance that `source` turns to `target` within the window; 0 without a tie.
        """
    def ties_from(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The ties of a member to others, in ascending order of their keys.
        """
    def ties_to(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The ties of others to a member, in ascending order of their keys.
        """
    def to_bytes(self, *, progress: typing.Any = None) -> bytes:
        """
        The picture as bytes, for another process of the same version; pickles are these.

        All that the owner may see is in them, so they go only where a record may.

        Parameters
        ----------
        progress : callable, True or None
            Called now and then with bytes done and about how many there are; False ends the call. True tells on stderr.

        Returns
        -------
        bytes

        Raises
        ------
        Cancelled
            If `progress` returned False.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> snapshot = network.snapshot(0)
        >>> hobnob.Snapshot.from_bytes(snapshot.to_bytes()) == snapshot
        True
        """
    def view(self, viewer: str | typing.SupportsIndex, policy: Policy | typing.Literal['open', 'opt_in']) -> View:
        """
        What a member may see, answering that member's own questions.

        Parameters
        ----------
        viewer : str or int
            The member's key.
        policy : 'open', 'opt_in' or Policy
            What silence means.

        Returns
        -------
        View

        Raises
        ------
        UnknownMember
            If there is no such member.

        Examples
        --------
        >>> network = hobnob.Network()
        >>> network.add_connection("ana", "bo")
        >>> network.snapshot(0).view("ana", "opt_in").viewer
        'ana'
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def costs(self) -> numpy.typing.NDArray[numpy.float32]:
        """
        -ln p of every tie; no copy.
        """
    @property
    def indices(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        The other end of every tie; no copy.
        """
    @property
    def indptr(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        Where each row begins; no copy.
        """
    @property
    def keys(self) -> numpy.typing.NDArray[typing.Any]:
        """
        Keys by row, ascending; a copy.
        """
    @property
    def member_count(self) -> int:
        """
        How many members there are to see.
        """
    @property
    def memory_usage(self) -> SnapshotMemory:
        """
        Bytes held, by what they are for.
        """
    @property
    def model(self) -> TieModelInfo:
        """
        What the strengths come from.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of this instant; empty if nothing.
        """
    @property
    def probability(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        p of every tie; a copy.
        """
    @property
    def strengths(self) -> numpy.typing.NDArray[numpy.float32]:
        """
        The strength of every tie, from the row's member; no copy.
        """
    @property
    def tie_count(self) -> int:
        """
        Directed ties: twice the number of pairs.
        """
class View:
    """
    What a viewer may see of a snapshot: the one thing that queries take. Immutable, shared between threads.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo")
    >>> view = network.snapshot(0).view("ana", "open")
    >>> view.viewer, "bo" in view, "kim" in view
    ('ana', True, False)
    """
    def __contains__(self, key: str | typing.SupportsIndex) -> bool:
        ...
    def __copy__(self) -> View:
        ...
    def __deepcopy__(self, memo: dict[str, typing.Any]) -> View:
        ...
    def __reduce__(self) -> typing.Any:
        ...
    def __repr__(self) -> str:
        ...
    def asked(self, seeker: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> bool:
        """
        Has the seeker an ask open for the target? Of asks and impressions a member's view knows the viewer's own alone.
        """
    def blocked(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> bool:
        """
        Is there a block between the two, either way?
        """
    def days_since_decline(self, seeker: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> float | None:
        """
        Days since the target last declined to be introduced to the seeker; None if never.
        """
    def days_since_refusal(self, seeker: str | typing.SupportsIndex, introducer: str | typing.SupportsIndex) -> float | None:
        """
        Days since the introducer last refused an ask of the seeker or let one expire; None if never.
        """
    def degree(self, member: str | typing.SupportsIndex) -> int:
        """
        How many ties the member has.
        """
    def find(self, key: str | typing.SupportsIndex) -> int | None:
        """
        The place of a member in the snapshot's arrays, or None.
        """
    def find_tie(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> Tie | None:
        """
        The tie from `source` to `target`, or None.
        """
    def impressions(self, viewer: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> float:
        """
        How often the target was suggested to the viewer without an ask since, decayed with a half-life of 30 days.
        """
    def introducer_cost(self, member: str | typing.SupportsIndex) -> float:
        """
        -ln of the willingness, as paths are charged.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The member's name; empty if there is none, or nobody to see.
        """
    def openness(self, member: str | typing.SupportsIndex) -> float:
        """
        The chance that the member accepts an introduction.
        """
    def permits(self, member: str | typing.SupportsIndex, purpose: typing.Literal['share_ties', 'introduce', 'be_introduced', 'be_messaged', 'be_counted']) -> bool:
        """
        May this be done with the member, for this viewer?
        """
    def project(self) -> Snapshot:
        """
        The permitted picture as a snapshot of its own, for this viewer and policy only.
        """
    def strength(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> float:
        """
        The chance that `source` turns to `target` within the window; 0 without a tie.
        """
    def tie_facts(self, source: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> TieFacts | None:
        """
        What is known of the visible tie; None without one.
        """
    def ties_from(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The ties of a member to others, in ascending order of their keys.
        """
    def ties_to(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The ties of others to a member, in ascending order of their keys.
        """
    def willingness(self, member: str | typing.SupportsIndex) -> float:
        """
        The chance that the member passes an ask on.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def explains(self) -> bool:
        """
        Does the snapshot hold what `explain` says of ties?
        """
    @property
    def is_owner(self) -> bool:
        """
        Is it the owner's view?
        """
    @property
    def member_count(self) -> int:
        """
        How many members there are to see.
        """
    @property
    def model(self) -> TieModelInfo:
        """
        What the strengths come from.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of this instant; empty if nothing.
        """
    @property
    def policy(self) -> Policy:
        """
        What silence means.
        """
    @property
    def viewer(self) -> str | int | None:
        """
        The key of who is asking; None for the owner.
        """
class ArcGraph:
    """
    A plain directed graph for the independent cascade: source -> target with a probability. Immutable, shared between threads.

    What the literature's data sets hold: no record, no time, no policy, so no views either. Its arrays are read-only and no copies: `indptr`,
    `indices` and `probability` are compressed sparse rows as SciPy takes them, `in_indptr`, `in_indices` and `in_probability` compressed sparse
    columns, and `keys[i]` is the key of row `i`.

    Examples
    --------
    >>> graph = hobnob.ArcGraph([("ana", "bo", 0.5), ("bo", "kim")])
    >>> graph
    <hobnob.ArcGraph: 3 members, 2 arcs>
    >>> graph.indices, graph.probability
    (array([1, 2], dtype=int32), array([0.5, 1. ]))
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __contains__(self, key: str | typing.SupportsIndex) -> bool:
        ...
    def __copy__(self) -> ArcGraph:
        ...
    def __deepcopy__(self, memo: dict[str, typing.Any]) -> ArcGraph:
        ...
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, data: typing.Any = (), *, source: str = 'source', target: str = 'target', probability: str = 'probability', duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0) -> None:
        """
        The arcs of rows; members are their ends.

        Parameters
        ----------
        data : Arrow stream, dict of columns, data frame or iterable of rows
            Columns are sequences or arrays; rows are tuples (source, target[, probability]) or dicts. A probability that is left out is 1.
        source, target, probability : str
            What a column is called in `data`.
        duplicates : {'reject', 'last'}
            A row that repeats source and target is bad, or replaces the one before.
        undirected : bool
            Each row counts both ways. A row that turns an earlier one around is no repeat: it replaces it, whatever `duplicates` says.
        max_rejected : int or 'all'
            Up to this many bad rows are left out and reported: one member as both ends, a probability outside 0 to 1, keys of another kind,
            empty or too long; one more raises.

        Raises
        ------
        InvalidArgument, DuplicateKey
            For the first bad row too many.

        Examples
        --------
        >>> graph = hobnob.ArcGraph({"from": [1, 2, 2], "to": [2, 2, 3]}, source="from", target="to", max_rejected="all")
        >>> graph.arc_count, graph.report.rejected[0].line
        (2, 2)
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def find(self, key: str | typing.SupportsIndex) -> int | None:
        """
        The place of a member in the graph's arrays, or None.
        """
    def ties_from(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The arcs from a member, in ascending order of the targets' keys.
        """
    def ties_to(self, member: str | typing.SupportsIndex) -> list[Tie]:
        """
        The arcs to a member, in ascending order of the sources' keys.
        """
    def weighted(self) -> ArcGraph:
        """
        The weighted cascade: the same arcs, each with the probability 1 / in-degree of its target.

        D. Kempe, J. Kleinberg, E. Tardos, Maximizing the spread of influence through a social network, 2003, doi:10.1145/956750.956769.

        Returns
        -------
        ArcGraph

        Examples
        --------
        >>> hobnob.ArcGraph([("ana", "kim"), ("bo", "kim")]).weighted().probability
        array([0.5, 0.5])
        """
    @property
    def arc_count(self) -> int:
        """
        How many arcs there are.
        """
    @property
    def in_indices(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        The source of every arc, by target; no copy.
        """
    @property
    def in_indptr(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        Where the arcs to each member begin; no copy.
        """
    @property
    def in_probability(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        The probability of every arc, by target; no copy.
        """
    @property
    def indices(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        The target of every arc; no copy.
        """
    @property
    def indptr(self) -> numpy.typing.NDArray[numpy.int32]:
        """
        Where the arcs from each member begin; no copy.
        """
    @property
    def keys(self) -> numpy.typing.NDArray[typing.Any]:
        """
        Keys by row, ascending; a copy.
        """
    @property
    def member_count(self) -> int:
        """
        How many members there are.
        """
    @property
    def probability(self) -> numpy.typing.NDArray[numpy.float64]:
        """
        The probability of every arc; no copy.
        """
    @property
    def report(self) -> ImportReport:
        """
        What became of the rows.
        """
class Calibration:
    """
    What the probabilities of a model come to in practice: a map of 0...1 into 0...1 that never falls.

    `calibrate` makes it, and queries take it as their `calibration`. `method` is "platt", with slope and intercept on the logit, or "isotonic",
    with knots x and y; `outcomes` and `positives` say how much it rests on, `origin` on what.

    Examples
    --------
    >>> hobnob.Calibration(method="isotonic", x=[0, 1], y=[0.25, 0.75])(0.5)
    0.5
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __call__(self, p: typing.Any) -> typing.Any:
        """
        What p comes to; of an array, an array.
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, method: typing.Literal['platt', 'isotonic'] = 'platt', slope: typing.SupportsFloat | typing.SupportsIndex = 1.0, intercept: typing.SupportsFloat | typing.SupportsIndex = 0.0, x: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [], y: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [], outcomes: typing.SupportsIndex = 0, positives: typing.SupportsIndex = 0, origin: str = 'by hand') -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def intercept(self) -> float:
        ...
    @property
    def method(self) -> typing.Literal['platt', 'isotonic']:
        ...
    @property
    def origin(self) -> str:
        ...
    @property
    def outcomes(self) -> int:
        ...
    @property
    def positives(self) -> int:
        ...
    @property
    def slope(self) -> float:
        ...
    @property
    def x(self) -> list[float]:
        ...
    @property
    def y(self) -> list[float]:
        ...
class TargetModel:
    """
    How measures of closeness make one score: the product of (M + delta) to the power of the measure's weight.

    A field for the weight of each measure; left alone, the published preset. `scales` holds the delta of each in the order of the fields; empty: the
    90 % quantile of the positive values among the question's own candidates. `fit_targets` makes one, and `discover_targets` takes it as `model`.

    Examples
    --------
    >>> hobnob.TargetModel.only("jaccard").jaccard
    1.0
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def only(measure: typing.Literal['common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz', 'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank', 'new_ties']) -> TargetModel:
        """
        The score is this measure itself.
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, common_neighbours: typing.SupportsFloat | typing.SupportsIndex = 0.0, adamic_adar: typing.SupportsFloat | typing.SupportsIndex = 0.0, resource_allocation: typing.SupportsFloat | typing.SupportsIndex = 0.0, jaccard: typing.SupportsFloat | typing.SupportsIndex = 0.85, preferential_attachment: typing.SupportsFloat | typing.SupportsIndex = 0.0, katz: typing.SupportsFloat | typing.SupportsIndex = 0.0, pagerank: typing.SupportsFloat | typing.SupportsIndex = 0.0, warm: typing.SupportsFloat | typing.SupportsIndex = 0.0, strength_allocation: typing.SupportsFloat | typing.SupportsIndex = 0.0, strength_pagerank: typing.SupportsFloat | typing.SupportsIndex = 0.0, near_pagerank: typing.SupportsFloat | typing.SupportsIndex = 1.0, recent_pagerank: typing.SupportsFloat | typing.SupportsIndex = 0.3, new_ties: typing.SupportsFloat | typing.SupportsIndex = 0.75, scales: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [], origin: str = 'preset') -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def weight(self, measure: typing.Literal['common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz', 'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank', 'new_ties']) -> float:
        """
        The weight of a measure.
        """
    @property
    def adamic_adar(self) -> float:
        ...
    @property
    def common_neighbours(self) -> float:
        ...
    @property
    def jaccard(self) -> float:
        ...
    @property
    def katz(self) -> float:
        ...
    @property
    def near_pagerank(self) -> float:
        ...
    @property
    def new_ties(self) -> float:
        ...
    @property
    def origin(self) -> str:
        ...
    @property
    def pagerank(self) -> float:
        ...
    @property
    def preferential_attachment(self) -> float:
        ...
    @property
    def recent_pagerank(self) -> float:
        ...
    @property
    def resource_allocation(self) -> float:
        ...
    @property
    def scales(self) -> list[float]:
        ...
    @property
    def strength_allocation(self) -> float:
        ...
    @property
    def strength_pagerank(self) -> float:
        ...
    @property
    def warm(self) -> float:
        ...
class Path:
    """
    A chain of members from the seeker to the target; everybody between is an introducer.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, members: collections.abc.Sequence[str | typing.SupportsIndex] = []) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def hops(self) -> int:
        """
        Ties on the path.
        """
    @property
    def members(self) -> list[str | int]:
        ...
class Introducer:
    """
    Somebody to ask, and the best path through them.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, member: str | typing.SupportsIndex = 0, path: Path = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def member(self) -> str | int:
        ...
    @property
    def path(self) -> Path:
        ...
class Door:
    """
    A target that an introducer opens the door to: the chance of the best path through them, and that path.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, target: str | typing.SupportsIndex = 0, probability: typing.SupportsFloat | typing.SupportsIndex = 0.0, path: Path = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def path(self) -> Path:
        ...
    @property
    def probability(self) -> float:
        ...
    @property
    def target(self) -> str | int:
        ...
class SharedIntroducer:
    """
    Somebody to ask for several targets: for how many there is a path through them, and the doors that count most.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, member: str | typing.SupportsIndex = 0, targets: typing.SupportsIndex = 0, doors: collections.abc.Sequence[Door] = []) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def doors(self) -> list[Door]:
        ...
    @property
    def member(self) -> str | int:
        ...
    @property
    def targets(self) -> int:
        ...
class Introduction:
    """
    Two members who might like to know each other: the surer one to agree, and the other.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, first: str | typing.SupportsIndex = 0, second: str | typing.SupportsIndex = 0) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def first(self) -> str | int:
        ...
    @property
    def second(self) -> str | int:
        ...
class KnownTie:
    """
    A tie that there is already between a seeker and one of a set of targets.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def probability(self) -> float:
        ...
    @property
    def seeker(self) -> str | int:
        ...
    @property
    def target(self) -> str | int:
        ...
class Step:
    """
    One link of an explained path: `source` turns to `target`.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def facts(self) -> TieFacts:
        ...
    @property
    def probability(self) -> float:
        ...
    @property
    def reason(self) -> str:
        ...
    @property
    def source(self) -> str | int:
        ...
    @property
    def target(self) -> str | int:
        ...
    @property
    def weakest(self) -> bool:
        ...
class Explanation:
    """
    Why a path, and why its chance: steps, factors that multiply to the score, and text for people.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    @property
    def as_of(self) -> int:
        ...
    @property
    def factors(self) -> list[Factor]:
        ...
    @property
    def is_chance(self) -> bool:
        ...
    @property
    def model(self) -> TieModelInfo:
        ...
    @property
    def names(self) -> dict[str | int, str]:
        ...
    @property
    def score(self) -> float:
        ...
    @property
    def steps(self) -> list[Step]:
        ...
    @property
    def text(self) -> str:
        ...
class Table:
    """
    Named columns of equal length: floats, whole numbers, text, keys, or lists of keys.

    Examples
    --------
    >>> print(hobnob.Table({"member": ["ana", "bo"], "score": [0.5, 0.25]}).to_csv(), end="")
    member,score
    ana,0.5
    bo,0.25
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __init__(self, columns: dict[str, typing.Any]) -> None:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    @property
    def columns(self) -> list[str]:
        """
        The names of the columns.
        """
class Paths:
    """
    Paths in order, each a `Ranked(item, score, factors)`; also a table: `paths["score"]`, `paths.to_pandas()`.

    The factors multiply to the score: "tie" (who: its far end), "willingness" (of an introducer), "openness" (of the target), and, where a
    calibration was given, "calibration": what was observed divided by what the model says.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Path]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Path]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Path]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def direct(self) -> float | None:
        """
        Of one seeker and one target: the probability of a tie between them, if there is one; never inside the ranking.
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def known(self) -> list[KnownTie]:
        """
        Of sets: the ties of seekers to targets, likeliest first. Those targets are not looked for.
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
    @property
    def unseen(self) -> float:
        """
        No path that was left out for want of ties to walk has a score above this: 0 if the answer is complete.
        """
class Target:
    """
    Somebody to meet, and `via` whom an introduction is most likely: None if nobody can introduce.

    `direct` is the probability of a dormant tie that the two have (they met before), or None (in tables 0). It is no part of the score.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def direct(self) -> float | None:
        ...
    @property
    def member(self) -> str | int:
        ...
    @property
    def via(self) -> str | int | None:
        ...
class Targets:
    """
    Members to meet in order, each a `Ranked(item, score, factors)`; also a table.

    Factors multiply to the score: one for each measure that the model weighs, then "fit", "openness", "novelty" and "rested". `seeker` is whom
    they are for.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Target]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Target]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Target]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def seeker(self) -> str | int | None:
        """
        Whom they are for.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class Introducers:
    """
    Introducers in order, each a `Ranked(item, score, factors)`; also a table.

    The factors multiply to the score: "tie" (yours to them), "willingness" (theirs), "way" (from them to the target), and, where a calibration
    was given, "calibration" as in `Paths`. `notice` says who rests, and why there are no rows where an ask is open.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Introducer]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Introducer]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Introducer]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class SharedIntroducers:
    """
    Introducers for several targets in order, each a `Ranked(item, score, factors)`; also a table.

    The factors add up to the score, each weight times chance: "target" for each of the doors, then "others" for the rest, if any.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[SharedIntroducer]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[SharedIntroducer]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[SharedIntroducer]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class Introductions:
    """
    Pairs in order, each a `Ranked(item, score, factors)`; also a table.

    The factors multiply to the score: "tie" and "openness" of the first, then of the second, and "fit" of what they need and offer.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Introduction]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Introduction]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Introduction]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class AttentionTerm:
    """
    One part of an attention curve: family, weight, and its days (half-life, half-saturation or scale) and power.

    Examples
    --------
    >>> hobnob.AttentionTerm(family="lomax", days=2, power=0.4).family
    'lomax'
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, family: typing.Literal['exponential', 'michaelis_menten', 'lomax'] = 'exponential', weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, days: typing.SupportsFloat | typing.SupportsIndex = 1.0, power: typing.SupportsFloat | typing.SupportsIndex = 1.0) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def days(self) -> float:
        ...
    @property
    def family(self) -> typing.Literal['exponential', 'michaelis_menten', 'lomax']:
        ...
    @property
    def power(self) -> float:
        ...
    @property
    def weight(self) -> float:
        ...
class Attention:
    """
    How attention to a post falls over time: the share of all it will ever have that it has had by then.

    Left alone, 0.7 of it has a half-life of one day and 0.3 one of 120 days.

    Examples
    --------
    >>> round(hobnob.Attention().seen_by(180), 3)
    0.894
    >>> hobnob.Attention.exponential(1).seen_by([0, 1, 2])
    array([0.  , 0.5 , 0.75])
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    @staticmethod
    def exponential(half_life_days: typing.SupportsFloat | typing.SupportsIndex) -> Attention:
        """
        1 - 2 ** (-days / half_life_days).
        """
    @staticmethod
    def front_page() -> Attention:
        """
        A half-life of 69 minutes (Wu and Huberman 2007, doi:10.1073/pnas.0704916104).
        """
    @staticmethod
    def lomax(scale_days: typing.SupportsFloat | typing.SupportsIndex, power: typing.SupportsFloat | typing.SupportsIndex) -> Attention:
        """
        1 - (1 + days / scale_days) ** -power.
        """
    @staticmethod
    def michaelis_menten(half_days: typing.SupportsFloat | typing.SupportsIndex) -> Attention:
        """
        days / (days + half_days).
        """
    @staticmethod
    def mixture(parts: collections.abc.Sequence[tuple[typing.SupportsFloat | typing.SupportsIndex, Attention]]) -> Attention:
        """
        Weighted parts, as a list of (weight, Attention).

        Examples
        --------
        >>> hobnob.Attention.mixture([(0.5, hobnob.Attention.exponential(1)), (0.5, hobnob.Attention.video())]).seen_by(0)
        0.0
        """
    @staticmethod
    def video() -> Attention:
        """
        A power law of exponent 1.4 (Crane and Sornette 2008, doi:10.1073/pnas.0803685105).
        """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, terms: collections.abc.Sequence[AttentionTerm] = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def seen_by(self, days: typing.Any) -> typing.Any:
        """
        The share by so many days after the post appeared; of an array, an array.
        """
    @property
    def terms(self) -> list[AttentionTerm]:
        ...
class ReadingModel:
    """
    How likely a post is seen, read and answered, by channel. Presets, fitted to nobody, until somebody fits them.

    A reader's propensity over a channel is their tie strength towards the author, at least the channel's base; times visibility and the
    attention that the post has had, that is the chance of having read.

    Examples
    --------
    >>> hobnob.ReadingModel(talk=0.05).follow_visibility
    0.3
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, follow_visibility: typing.SupportsFloat | typing.SupportsIndex = 0.3, follow_base: typing.SupportsFloat | typing.SupportsIndex = 0.1, subscription_visibility: typing.SupportsFloat | typing.SupportsIndex = 0.5, subscription_base: typing.SupportsFloat | typing.SupportsIndex = 0.2, connection_visibility: typing.SupportsFloat | typing.SupportsIndex = 0.1, connection_base: typing.SupportsFloat | typing.SupportsIndex = 0.0, group_visibility: typing.SupportsFloat | typing.SupportsIndex = 0.1, group_base: typing.SupportsFloat | typing.SupportsIndex = 0.05, talk: typing.SupportsFloat | typing.SupportsIndex = 0.02, attention: Attention = ..., origin: str = 'preset') -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def attention(self) -> Attention:
        ...
    @property
    def connection_base(self) -> float:
        ...
    @property
    def connection_visibility(self) -> float:
        ...
    @property
    def follow_base(self) -> float:
        ...
    @property
    def follow_visibility(self) -> float:
        ...
    @property
    def group_base(self) -> float:
        ...
    @property
    def group_visibility(self) -> float:
        ...
    @property
    def origin(self) -> str:
        ...
    @property
    def subscription_base(self) -> float:
        ...
    @property
    def subscription_visibility(self) -> float:
        ...
    @property
    def talk(self) -> float:
        ...
class Channels:
    """
    Over which channels a post goes.

    Examples
    --------
    >>> hobnob.Channels(connection=False, groups=["chess"]).groups
    ['chess']
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, follow: bool = True, subscription: bool = True, connection: bool = True, groups: collections.abc.Sequence[str] | None = None) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def connection(self) -> bool:
        ...
    @property
    def follow(self) -> bool:
        ...
    @property
    def groups(self) -> list[str] | None:
        ...
    @property
    def subscription(self) -> bool:
        ...
class ChannelAudience:
    """
    One channel's part of an audience: whom it reaches, and whom it alone reaches.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def channel(self) -> str:
        ...
    @property
    def only(self) -> int:
        ...
    @property
    def only_complete(self) -> bool:
        ...
    @property
    def size(self) -> int:
        ...
    @property
    def size_complete(self) -> bool:
        ...
class Audience:
    """
    Who can be reached at all: `ChannelAudience` rows, where channels overlap, and together; also a table.

    `more` names further groups, `only` being how many readers each would add. `complete` is False if strangers were left out because they are
    too few to be given as a figure.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> ChannelAudience:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[ChannelAudience]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def overlap(self, i: typing.SupportsIndex, j: typing.SupportsIndex) -> int:
        """
        How many readers the channels of rows i and j share.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        ...
    @property
    def complete(self) -> bool:
        ...
    @property
    def entries_touched(self) -> int:
        ...
    @property
    def method(self) -> str:
        ...
    @property
    def more(self) -> list[ChannelAudience]:
        ...
    @property
    def notice(self) -> str:
        ...
    @property
    def overlaps(self) -> numpy.typing.NDArray[typing.Any]:
        """
        How many readers two channels share, as a square array; the diagonal holds their sizes.
        """
    @property
    def rows(self) -> list[ChannelAudience]:
        ...
    @property
    def total(self) -> int:
        ...
    @property
    def total_complete(self) -> bool:
        ...
class ReachPoint:
    """
    Views, distinct readers and conversations expected by a day.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def conversations(self) -> float:
        ...
    @property
    def days(self) -> float:
        ...
    @property
    def readers(self) -> float:
        ...
    @property
    def standard_error(self) -> float:
        ...
    @property
    def views(self) -> float:
        ...
class Reach:
    """
    How far a post carries: `ReachPoint` rows, one a time asked about; also a table: `reach["readers"]`.

    `audience` is who can be reached at all, `reading` where the chances of reading come from.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> ReachPoint:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[ReachPoint]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        ...
    @property
    def audience(self) -> Audience:
        ...
    @property
    def complete(self) -> bool:
        ...
    @property
    def entries_touched(self) -> int:
        ...
    @property
    def method(self) -> str:
        ...
    @property
    def notice(self) -> str:
        ...
    @property
    def reading(self) -> str:
        ...
    @property
    def rng(self) -> int:
        ...
    @property
    def rows(self) -> list[ReachPoint]:
        ...
    @property
    def share(self) -> float:
        ...
    @property
    def worlds(self) -> int:
        ...
class Way:
    """
    One way to reach people, once done; durations are seconds of human time.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def conversations(self) -> float:
        ...
    @property
    def conversations_per_hour(self) -> float:
        """
        Conversations for an hour of the sender.
        """
    @property
    def readers(self) -> float:
        ...
    @property
    def readers_per_hour(self) -> float:
        """
        Readers for an hour of the sender.
        """
    @property
    def receiver_seconds(self) -> float:
        ...
    @property
    def seconds(self) -> float:
        ...
    @property
    def way(self) -> str:
        ...
class Effort:
    """
    What conversations cost: `Way` rows for asking, cold contact, a post, a post to a group; also a table.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Way:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Way]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def break_even_readers(self) -> float:
        ...
    @property
    def one_by_one_hours(self) -> float:
        ...
    @property
    def rows(self) -> list[Way]:
        ...
class Reader:
    """
    Somebody who may read, over which channels, and through whom, where others bring it more often than the author.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, member: str | typing.SupportsIndex = 0, channels: collections.abc.Sequence[str] = [], through: str | typing.SupportsIndex | None = None) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def channels(self) -> list[str]:
        ...
    @property
    def member(self) -> str | int:
        ...
    @property
    def through(self) -> str | int | None:
        ...
class Author:
    """
    An author among all.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, member: str | typing.SupportsIndex = 0) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def member(self) -> str | int:
        ...
class Seed:
    """
    Somebody or something to post through: a member's key, or the name of a group.
    """
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __hash__(self) -> int:
        ...
    def __init__(self, *, member: str | typing.SupportsIndex | None = None, group: str | None = None) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def group(self) -> str | None:
        ...
    @property
    def member(self) -> str | int | None:
        ...
class Estimate:
    """
    A figure, and the interval that holds it.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def lower(self) -> float:
        ...
    @property
    def upper(self) -> float:
        ...
    @property
    def value(self) -> float:
        ...
class Spread:
    """
    How many an independent cascade reaches: the mean over its worlds and the standard error of that mean.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def arcs_touched(self) -> int:
        ...
    @property
    def readers(self) -> float:
        ...
    @property
    def rng(self) -> int:
        ...
    @property
    def standard_error(self) -> float:
        ...
    @property
    def worlds(self) -> int:
        ...
class Readers:
    """
    Readers in order, each a `Ranked(item, score, factors)`; also a table.

    The factors multiply to the score: "reads", by the day asked about, and "talks".
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Reader]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Reader]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Reader]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class Authors:
    """
    Authors in order, each a `Ranked(item, score, factors)`; also a table.

    The score is the expected distinct readers; the factors add up to it: what "follow", then "subscription", "connection" and "groups" bring, and
    "onward" sharing. On a plain graph "itself" and "others".
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Author]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Author]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Author]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class Seeds:
    """
    Seeds in the order of choice, each a `Ranked(item, score, factors)`; also a table.

    The score of each is what it adds to those before it in expected distinct readers.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Seed]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Seed]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Seed]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def certificate(self) -> float:
        """
        Their readers are at least this share of the best possible, as surely as the interval holds.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def cost(self) -> float:
        """
        Of all together, where costs were given.
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def rng(self) -> int:
        """
        The seed that was used.
        """
    @property
    def samples(self) -> int:
        """
        Random reverse reachable sets drawn; 0 where the answer is exact.
        """
    @property
    def spread(self) -> Estimate:
        """
        Expected distinct readers of all together, and the interval that holds them but for one chance in a thousand.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class Neighbourhoods:
    """
    Members in order, each a `Ranked(item, score, factors)`; also a table.

    The score is how many others are within the hops asked about; the factors add up to it: how many are at "1 hop", "2 hops" and so on. From ten
    hops on they are one, as "10 to 255 hops". In a table the distances are columns `hops_1`, `hops_2`, ..., `hops_10_to_255`.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> Ranked[Author]:
        ...
    @typing.overload
    def __getitem__(self, rows: slice) -> list[Ranked[Author]]:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[Ranked[Author]]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def name(self, key: str | typing.SupportsIndex) -> str:
        """
        The name of a member whom the answer mentions.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def complete(self) -> bool:
        """
        Was nothing better left out?
        """
    @property
    def factor_kind(self) -> typing.Literal['product', 'sum']:
        """
        Do the factors multiply to the score, or add up to it?
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class AskStep:
    """
    Somebody to ask, after those before them.

    `way` is the probability of the best path that begins with them, as in `rank_introducers`; `chance` that one introduction at least has
    succeeded once this one and those before have been asked. `path` is that best path; `factors` multiply to `way`.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def chance(self) -> float:
        ...
    @property
    def factors(self) -> list[Factor]:
        ...
    @property
    def introducer(self) -> str | int:
        ...
    @property
    def path(self) -> Path:
        ...
    @property
    def way(self) -> float:
        ...
class Chance:
    """
    The chance that at least one introduction succeeds; a sequence of `AskStep`, whom to ask in which order, and a table.

    `value` lies between `lower` and `upper`, which are certain, or where `samples` of the seed `rng` were drawn hold it with chance 95 % or more.
    `complete` says that `value` is the chance itself: then all three are the same. `method` is "closed form" (paths share nothing), "exact" (by
    expansion over what they share), "bounds" (as near as was asked; the value is in their middle), "Karp-Luby" (worlds in which a listed path works)
    or "worlds" (of all ties and introducers). `paths` were listed, with so many `components`, ties and introducers; `paths_complete` says that these
    are all.

    The order: next always whoever adds most to the chance that one has succeeded, by the listed paths.
    The table has a row for each: rank, introducer, way, chance.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> AskStep:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[AskStep]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        ...
    @property
    def ask_in_order(self) -> list[AskStep]:
        ...
    @property
    def complete(self) -> bool:
        ...
    @property
    def components(self) -> int:
        ...
    @property
    def lower(self) -> float:
        ...
    @property
    def method(self) -> str:
        ...
    @property
    def names(self) -> dict[str | int, str]:
        ...
    @property
    def notice(self) -> str:
        ...
    @property
    def paths(self) -> int:
        ...
    @property
    def paths_complete(self) -> bool:
        ...
    @property
    def rng(self) -> int:
        ...
    @property
    def samples(self) -> int:
        ...
    @property
    def ties_touched(self) -> int:
        ...
    @property
    def upper(self) -> float:
        ...
    @property
    def value(self) -> float:
        ...
class PostPoint:
    """
    What a way to spread one's words comes to by a day; durations are seconds of human time.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def conversations(self) -> float:
        ...
    @property
    def conversations_per_hour(self) -> float:
        """
        Conversations for an hour of the author's own; 0 where nothing has been spent yet.
        """
    @property
    def days(self) -> float:
        ...
    @property
    def own_seconds(self) -> float:
        ...
    @property
    def readers(self) -> float:
        ...
    @property
    def receiver_seconds(self) -> float:
        ...
class PostWay:
    """
    One way to spread one's words: its channels, whom it can reach at all, and a `PostPoint` for each time.

    `total_complete` is False if strangers were left out of the total because they are too few to be given as a figure.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def channels(self) -> Channels:
        ...
    @property
    def points(self) -> list[PostPoint]:
        ...
    @property
    def total(self) -> int:
        ...
    @property
    def total_complete(self) -> bool:
        ...
    @property
    def way(self) -> str:
        ...
class PostComparison:
    """
    Ways to spread one's words: `PostWay` rows, the most conversations for an hour of one's own first; also a table.

    The table has a row for every way and day: way, days, readers, conversations, own_seconds, receiver_seconds. `reading` is where the chances
    of reading come from.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> PostWay:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[PostWay]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        ...
    @property
    def complete(self) -> bool:
        ...
    @property
    def entries_touched(self) -> int:
        ...
    @property
    def method(self) -> str:
        ...
    @property
    def notice(self) -> str:
        ...
    @property
    def reading(self) -> str:
        ...
    @property
    def rows(self) -> list[PostWay]:
        ...
class ComparisonTies:
    """
    A simpler or better known tie model, to compare with; `fit_comparison` makes it.

    `parameters` are intercept and slope of "count", "half_life" and "recency"; r and alpha of "gamma_poisson"; r, alpha, a, b of "bg_nbd" and the
    strength where there was no event yet. The rest is 0.

    Examples
    --------
    >>> model = hobnob.ComparisonTies(which="gamma_poisson", parameters=[0.25, 5, 0, 0, 0])
    >>> round(model.strength(hobnob.PairEvidence()), 3)
    0.044
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __init__(self, *, options: TieOptions = ..., which: typing.Literal['count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd'] = 'count', parameters: typing.Annotated[collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex], "FixedSize(5)"] = [-3.0, 1.0, 0.0, 0.0, 0.0], origin: str = 'default', fit: TieFit = ...) -> None:
        """
        Every field is a keyword and may be left out.
        """
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def evidence_options(self) -> EvidenceOptions:
        """
        How events are weighed.
        """
    def info(self) -> TieModelInfo:
        """
        What a snapshot stores of the model.
        """
    def strength(self, pair: PairEvidence) -> float:
        """
        The chance that the near end turns to the far one within the window.
        """
    @property
    def fit(self) -> TieFit:
        ...
    @property
    def options(self) -> TieOptions:
        ...
    @property
    def origin(self) -> str:
        ...
    @property
    def parameters(self) -> typing.Annotated[list[float], "FixedSize(5)"]:
        ...
    @property
    def which(self) -> typing.Literal['count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd']:
        ...
class CalibrationBin:
    """
    Rows of similar probability: what was said of them and what happened.

    `predicted` is the mean probability, `observed` the share of outcomes that are 1, with its 95 % interval `lower` to `upper` (Wilson).
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def count(self) -> int:
        ...
    @property
    def lower(self) -> float:
        ...
    @property
    def observed(self) -> float:
        ...
    @property
    def predicted(self) -> float:
        ...
    @property
    def upper(self) -> float:
        ...
class ProbabilityScores:
    """
    How good probabilities were. Lower is better, but for `auc` and `resolution`.

    `brier` = `reliability` - `resolution` + `uncertainty` + `within_bin`. `auc` is None if one class is missing; `slope` and `intercept` of the
    logistic recalibration (1 and 0 are right) are None where a threshold separates the classes; `calibration_null` is the error that a perfect
    model stays below in 95 of 100 cases. `curve` is a list of `CalibrationBin`, by rising probability.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def to_table(self) -> Table:
        """
        The curve as named columns.
        """
    @property
    def auc(self) -> float | None:
        ...
    @property
    def brier(self) -> float:
        ...
    @property
    def calibration_error(self) -> float:
        ...
    @property
    def calibration_null(self) -> float | None:
        ...
    @property
    def count(self) -> int:
        ...
    @property
    def curve(self) -> list[CalibrationBin]:
        ...
    @property
    def intercept(self) -> float | None:
        ...
    @property
    def log_loss(self) -> float:
        ...
    @property
    def positives(self) -> int:
        ...
    @property
    def reliability(self) -> float:
        ...
    @property
    def resolution(self) -> float:
        ...
    @property
    def slope(self) -> float | None:
        ...
    @property
    def uncertainty(self) -> float:
        ...
    @property
    def within_bin(self) -> float:
        ...
class RankingScores:
    """
    How good rankings were: means over the `queries` that have relevant items; higher is better.

    `left_out` counts the queries without. `mrr` looks at all ranks, `ndcg`, `recall` and `hits` at the first `k`.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def to_table(self) -> Table:
        """
        One row of named columns.
        """
    @property
    def hits(self) -> float:
        ...
    @property
    def k(self) -> int:
        ...
    @property
    def left_out(self) -> int:
        ...
    @property
    def mrr(self) -> float:
        ...
    @property
    def ndcg(self) -> float:
        ...
    @property
    def queries(self) -> int:
        ...
    @property
    def recall(self) -> float:
        ...
class Interval95:
    """
    The score of all rows, and the 2.5 % and 97.5 % quantiles of that of resampled members.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def lower(self) -> float:
        ...
    @property
    def upper(self) -> float:
        ...
    @property
    def value(self) -> float:
        ...
class ScoreIntervals:
    """
    Intervals of `log_loss`, `brier` and `auc`, each an `Interval95`; `groups` members were drawn from.

    `auc` is None if one class is missing.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def auc(self) -> Interval95 | None:
        ...
    @property
    def brier(self) -> Interval95:
        ...
    @property
    def groups(self) -> int:
        ...
    @property
    def log_loss(self) -> Interval95:
        ...
class RankingIntervals:
    """
    Intervals of `mrr`, `ndcg`, `recall` and `hits`, each an `Interval95`.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def hits(self) -> Interval95:
        ...
    @property
    def k(self) -> int:
        ...
    @property
    def left_out(self) -> int:
        ...
    @property
    def mrr(self) -> Interval95:
        ...
    @property
    def ndcg(self) -> Interval95:
        ...
    @property
    def queries(self) -> int:
        ...
    @property
    def recall(self) -> Interval95:
        ...
class TargetLists:
    """
    Everybody's targets: what `discover_targets` tells each member in their own view; a table.

    Columns seeker, rank, target, score: `lists["target"]`, `lists.to_pandas()`. Whoever has none is left out.
    """
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def as_of(self) -> int:
        """
        The instant, in seconds since 1970.
        """
    @property
    def method(self) -> str:
        """
        How the answer was found.
        """
    @property
    def notice(self) -> str:
        """
        What the asker should know of the instant; empty if nothing.
        """
    @property
    def seekers(self) -> list[str | int]:
        """
        The members who have any target, ascending.
        """
    @property
    def ties_touched(self) -> int:
        """
        Work done, in permitted ties looked at.
        """
class TargetCut:
    """
    One way to rank at one cut of a backtest.

    `ranking` is "fitted", "preset", or the name of a measure alone. Of `members` there `as_of` an instant, `seekers` had first-ever ties by `until`,
    `positives` in all (once from each end). `scores` (`RankingScores`) tell how good their lists were, `intervals` how sure that is. `whole`: both windows
    lie within the record.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def as_of(self) -> int:
        ...
    @property
    def cut(self) -> float:
        ...
    @property
    def intervals(self) -> RankingIntervals:
        ...
    @property
    def members(self) -> int:
        ...
    @property
    def model(self) -> str:
        ...
    @property
    def positives(self) -> int:
        ...
    @property
    def ranking(self) -> str:
        ...
    @property
    def scores(self) -> RankingScores:
        ...
    @property
    def seekers(self) -> int:
        ...
    @property
    def until(self) -> int:
        ...
    @property
    def whole(self) -> bool:
        ...
class TargetBacktest:
    """
    How good lists of whom to meet would have been: `TargetCut` rows, also a table: `backtest["ndcg"]`.

    For each cut the fitted model, the preset, and each classic measure alone.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> TargetCut:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[TargetCut]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def rows(self) -> list[TargetCut]:
        ...
class TieStratum:
    """
    A part of the ties that a backtest looks at, by evidence alone: the same for every model.

    `name` is "declared" (no event between the two), "new" (the first event is within the last window), "dormant" (no event within the last
    three), and of the rest "strong" (ten events or more, both directions together) or "weak". `predicted` is the mean strength, `observed` the
    share of those who turned to the other.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    @property
    def auc(self) -> float | None:
        ...
    @property
    def calibration_error(self) -> float:
        ...
    @property
    def calibration_null(self) -> float | None:
        ...
    @property
    def log_loss(self) -> float:
        ...
    @property
    def name(self) -> str:
        ...
    @property
    def observed(self) -> float:
        ...
    @property
    def population(self) -> int:
        ...
    @property
    def positives(self) -> int:
        ...
    @property
    def predicted(self) -> float:
        ...
class TieCut:
    """
    One cut of a backtest: what was said `as_of` an instant, held against the window `until` its end.

    `scores` (`ProbabilityScores`) tell of the strengths of both directions of every pair with a tie by then, `intervals` how sure they are;
    `constant_log_loss` and `constant_calibration_error` of the past window's share of positives as the forecast for all. `ranking` and
    `ranking_intervals` tell how each member's ties were ordered, `strata` of parts (`TieStratum`). `whole`: both windows lie within the record;
    `judged`: it is whole and has at least 200 positives in each window, fewer say little.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __eq__(self, other: object) -> bool:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    @property
    def as_of(self) -> int:
        ...
    @property
    def base_rate(self) -> float:
        """
        Share of positives.
        """
    @property
    def constant_calibration_error(self) -> float | None:
        ...
    @property
    def constant_log_loss(self) -> float | None:
        ...
    @property
    def cut(self) -> float:
        ...
    @property
    def intervals(self) -> ScoreIntervals:
        ...
    @property
    def judged(self) -> bool:
        ...
    @property
    def model(self) -> str:
        ...
    @property
    def past_population(self) -> int:
        ...
    @property
    def past_positives(self) -> int:
        ...
    @property
    def population(self) -> int:
        """
        Directions of pairs with a tie by then.
        """
    @property
    def positives(self) -> int:
        """
        Those that turned to the other within the window.
        """
    @property
    def ranking(self) -> RankingScores:
        ...
    @property
    def ranking_intervals(self) -> RankingIntervals:
        ...
    @property
    def scores(self) -> ProbabilityScores:
        ...
    @property
    def strata(self) -> list[TieStratum]:
        ...
    @property
    def until(self) -> int:
        ...
    @property
    def whole(self) -> bool:
        ...
    @property
    def window_days(self) -> float:
        ...
class TieBacktest:
    """
    How true strengths would have been: `TieCut` rows, one a cut; also a table: `backtest["log_loss"]`.

    In the table NaN stands for what is absent, as an AUC where nobody turned to anybody.
    """
    __hash__: typing.ClassVar[None]  # type: ignore[assignment]
    def __arrow_c_schema__(self) -> typing_extensions.CapsuleType:
        """
        The types of its columns.
        """
    def __arrow_c_stream__(self, requested_schema: typing.Any = None) -> typing_extensions.CapsuleType:
        """
        The table for whatever takes Arrow streams, as often as it is asked for.
        """
    def __eq__(self, other: object) -> bool:
        ...
    @typing.overload
    def __getitem__(self, row: typing.SupportsInt | typing.SupportsIndex) -> TieCut:
        ...
    @typing.overload
    def __getitem__(self, column: str) -> numpy.typing.NDArray[typing.Any]:
        ...
    def __getstate__(self) -> tuple[typing.Any, ...]:
        ...
    def __iter__(self) -> collections.abc.Iterator[TieCut]:
        ...
    def __len__(self) -> int:
        ...
    def __repr__(self) -> str:
        ...
    def __setstate__(self, arg0: tuple[typing.Any, ...]) -> None:
        ...
    def __str__(self) -> str:
        ...
    def _repr_html_(self) -> str:
        """
        The section of a `report`.
        """
    def to_arrow(self) -> typing.Any:
        """
        A pyarrow Table; needs pyarrow.
        """
    def to_csv(self) -> str:
        """
        CSV with a header line; numbers read back to the bit.
        """
    def to_dicts(self) -> list[dict[str, typing.Any]]:
        """
        A list of dicts, one a row.
        """
    def to_numpy(self) -> numpy.typing.NDArray[typing.Any]:
        """
        One structured array, a record a row.
        """
    def to_pandas(self) -> typing.Any:
        """
        A pandas DataFrame; needs pandas.
        """
    def to_polars(self) -> typing.Any:
        """
        A polars DataFrame; needs polars.
        """
    def to_table(self) -> Table:
        """
        The answer as named columns.
        """
    @property
    def rows(self) -> list[TieCut]:
        ...
def _fields() -> dict[str, typing.Any]:
    ...
def _import_together(network: Network, *, members: typing.Any, keys: collections.abc.Sequence[str | typing.SupportsIndex], edges: typing.Any, interactions: bool, undirected: bool = False, duplicates: typing.Literal['reject', 'last'] = 'reject', max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0) -> ImportReport:
    ...
def audience(view: View, author: str | typing.SupportsIndex, *, channels: Channels = ..., more_groups: typing.SupportsIndex = 5) -> Audience:
    """
    Who is opted in to what an author posts, over which channels, each counted once.

    Follows, subscriptions, declared connections and groups make an audience; interactions strengthen ties, but nobody opted in by them.

    Parameters
    ----------
    view : View
        What may be seen. In a member's view the author is the viewer; figures about members of groups who are neither followers, subscribers
        nor connections are given from 300 on and rounded to 10.
    author : str or int
        The author's key.
    channels : Channels
        Over which channels; by default all, with the groups that the author belongs to.
    more_groups : int
        How many further groups to name, by how many readers each would add.

    Returns
    -------
    Audience

    Raises
    ------
    InvalidArgument
        For an author who is not the viewer, an unknown group in the owner's view, or options out of range.
    UnknownMember
        In the owner's view, for a key that is not there.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for reader in ["bo", "cy"]:
    ...     network.add_follow(reader, "ana")
    >>> network.add_connection("ana", "bo")
    >>> audience = hobnob.audience(network.snapshot(0).owner_view("open"), "ana")
    >>> audience.total, audience["size"], audience.overlap(0, 2)
    (2, array([2, 0, 1]), 1)
    """
def backtest_targets(network: Network, *, progress: typing.Any = None, cuts: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [0.5, 0.65, 0.8], window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, seekers: typing.SupportsIndex = 250, k: typing.SupportsIndex = 10, resamples: typing.SupportsIndex = 200, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> TargetBacktest:
    """
    How good would the lists of whom to meet have been? The record's own past is asked, without a look ahead.

    At each cut the clock is set back: lists are made from what was known, and held against the first-ever ties of the two windows after it. The models
    rank the candidates that `discover_targets` would rank; the measures alone rank everybody, nothing being sampled.

    Parameters
    ----------
    network : Network
    progress : callable, True or None
        Called with steps done and steps in all; returning False cancels. True tells on stderr.
    cuts : list of float
        Shares of the interactions, as in `backtest_ties`.
    window_days, max_participants, kind_weights, seekers
        As in `fit_targets`; lists are judged for all who made first-ever ties.
    k : int
        How many of a list are looked at.
    resamples : int
        As in `bootstrap_rankings`.
    rng : int, Generator or None
        As in `bootstrap_rankings`.
    threads : int
        0: as many as the machine has. The answer is the same for any number.

    Returns
    -------
    TargetBacktest

    Raises
    ------
    InvalidArgument
        For options out of range, and for a network without interactions.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=200, rng=1)
    >>> [row.ranking for row in hobnob.backtest_targets(network, cuts=[0.5])][:3]
    ['fitted', 'preset', 'common_neighbours']
    """
def backtest_ties(network: Network, model: typing.Any | None = None, *, progress: typing.Any = None, cuts: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [0.5, 0.65, 0.8], window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, prior_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, steadiness: typing.SupportsFloat | typing.SupportsIndex = 0.4, rhythm: typing.SupportsFloat | typing.SupportsIndex = 0.7, k: typing.SupportsIndex = 10, bins: typing.SupportsIndex = 15, draws: typing.SupportsIndex = 200, resamples: typing.SupportsIndex = 200, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0) -> TieBacktest:
    """
    Had I used this model then, how true would its strengths have been? The record's past is asked, without a look ahead.

    At each cut the model is made from what was known by an instant, gives the strength of both directions of every pair with a tie by then, and
    is held against who turned to whom within the window after it.

    Parameters
    ----------
    network : Network
        The record; it must hold interactions.
    model : LogisticTies, ComparisonTies, an object with `strength(pair)`, callable or None
        None: `fit_ties` at each cut. A model is used as it is at every cut. A callable `(network, as_of) -> model` makes one at each cut; it is
        given the whole record and must not look beyond `as_of`. The window is the model's own (`info().window_days`).
    progress : callable, True or None
        Called with steps done and steps in all; returning False cancels. True tells on stderr.
    cuts : list of float
        Shares of the interactions, each between 0 and 1: the instant is the time of that one in their order.
    window_days, max_participants, kind_weights, prior_weight, steadiness, rhythm
        As in `fit_ties`, for the model that is fitted at each cut; a model of yours brings its own.
    k : int
        As in `score_rankings`.
    bins, draws : int
        As in `score_probabilities`.
    resamples : int
        As in `bootstrap_probabilities`.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        What draws and resamples come from.

    Returns
    -------
    TieBacktest

    Raises
    ------
    InvalidArgument
        For options out of range, a network without interactions, a strength that is not from 0 to 1.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=200, rng=1)
    >>> backtest = hobnob.backtest_ties(network, cuts=[0.5, 0.8], resamples=50)
    >>> [cut.whole for cut in backtest]
    [True, True]
    >>> cut = backtest[0]
    >>> cut.scores.log_loss < cut.constant_log_loss
    True
    >>> preset = hobnob.backtest_ties(network, hobnob.preset(), cuts=[0.5], resamples=50)
    """
def bootstrap_probabilities(probabilities: numpy.typing.ArrayLike, outcomes: numpy.typing.ArrayLike, groups: numpy.typing.ArrayLike, *, resamples: typing.SupportsIndex = 200, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0) -> ScoreIntervals:
    """
    How sure are the scores of probabilities? 95 % intervals by the percentile bootstrap, members resampled.

    The rows of a member are alike, so that whole members are drawn: drawing rows would give intervals that are too narrow.

    Parameters
    ----------
    probabilities, outcomes : array_like
        As in `score_probabilities`.
    groups : array_like of int or str
        The member of each row.
    resamples : int
        How often as many members as there are are drawn with replacement.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        What the draws come from.

    Returns
    -------
    ScoreIntervals

    Raises
    ------
    InvalidArgument
        As in `score_probabilities`.

    Examples
    --------
    >>> intervals = hobnob.bootstrap_probabilities([0.1, 0.4, 0.6, 0.8], [0, 1, 0, 1], ["ana", "ana", "bo", "bo"])
    >>> intervals.groups, intervals.auc.value
    (2, 0.75)
    """
def bootstrap_rankings(ranks: numpy.typing.ArrayLike | collections.abc.Sequence[numpy.typing.ArrayLike], relevant: numpy.typing.ArrayLike, *, k: typing.SupportsIndex = 10, resamples: typing.SupportsIndex = 200, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0) -> RankingIntervals:
    """
    How sure are the scores of rankings? As `bootstrap_probabilities`; a query is a member's one answer.

    Parameters
    ----------
    ranks, relevant : array_like
        As in `score_rankings`.
    k : int
        As in `score_rankings`.
    resamples : int
        How often as many queries as count are drawn with replacement.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        What the draws come from.

    Returns
    -------
    RankingIntervals

    Raises
    ------
    InvalidArgument
        As in `score_rankings`.

    Examples
    --------
    >>> intervals = hobnob.bootstrap_rankings([[1, 4], [2], []], [3, 1, 1])
    >>> intervals.mrr.lower <= intervals.mrr.value <= intervals.mrr.upper
    True
    """
@typing.overload
def calibrate(network: Network, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, model: typing.Any = None, *, method: typing.Literal['automatic', 'platt', 'isotonic'] = 'automatic', max_hops: typing.SupportsIndex = 3) -> Calibration:
    """
    When introductions of this probability were asked for, how often did they work?

    Give a network, and its record of asks tells: those answered by `as_of`, or expired by then, which is a no. What was predicted of an ask is
    the probability of the best path through the introducer who was asked, in the owner's open view, as things stood at the end of the day (UTC)
    before. Asks for which there was no path then are left out. Or give what was predicted and what came of it as two lists.

    Parameters
    ----------
    network : Network
        The record.
    as_of : int, datetime or datetime64
        Nothing later counts.
    model : LogisticTies, ComparisonTies, Overlap or an object with `strength(pair)`, optional
        As in `Network.snapshot`. One that was fitted to what came after the asks looks better than it is.
    probabilities : array of float
        What was predicted, 0 to 1.
    outcomes : array of bool or int
        What came of each: 1 if it worked, else 0.
    method : {'automatic', 'platt', 'isotonic'}
        "platt" fits two numbers, "isotonic" a free monotone curve; "automatic" is "platt" under 1,000 yeses and where all answers are alike.
    max_hops : int
        Ties on a path, 2 to 6, as the queries have it that will use the calibration. With a network only.

    Returns
    -------
    Calibration

    Raises
    ------
    InvalidArgument
        For fewer than 50 outcomes, lists of two lengths, or values out of range.

    Examples
    --------
    >>> observed = hobnob.calibrate([0.2] * 100 + [0.8] * 100, [1] * 10 + [0] * 90 + [1] * 40 + [0] * 60, method="isotonic")
    >>> observed(0.2), observed(0.8), observed.outcomes
    (0.1, 0.4, 200)
    >>> hobnob.calibrate(hobnob.Network(), 1_700_000_000)
    Traceback (most recent call last):
        ...
    hobnob.InvalidArgument: calibrate needs the outcomes of at least 50 asks, got 0; ...
    """
@typing.overload
def calibrate(probabilities: typing.Any, outcomes: typing.Any, *, method: typing.Literal['automatic', 'platt', 'isotonic'] = 'automatic') -> Calibration:
    ...
def chance(view: View, seeker: str | typing.SupportsIndex, target: str | typing.SupportsIndex, *, max_hops: typing.SupportsIndex = 3, tolerance: typing.SupportsFloat | typing.SupportsIndex = 0.01, k: typing.SupportsIndex = 10, max_paths: typing.SupportsIndex = 256, max_samples: typing.SupportsInt | typing.SupportsIndex = 65536, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0) -> Chance:
    """
    How likely is it that at least one introduction succeeds, and whom to ask first?

    Ties and introducers fail independently of one another, an introducer for all the paths through them; the target is open or not, once for all.
    The direct tie is no introduction. Exact at two hops, and where what paths share can be told apart in a bounded number of steps; else within
    `tolerance`, as far as `max_samples` allow. The same answer for the same view, options and `rng`, on any machine.

    Parameters
    ----------
    view : View
        What may be seen.
    seeker, target : str or int
        Who asks, and whom they want to meet.
    max_hops : int
        Ties on a path, 2 to 6. The policy's horizon may cap it.
    tolerance : float
        How far `lower` and `upper` may be from each other before more work is done.
    k : int
        How many introducers to tell the order of; fewer if there are fewer.
    max_paths : int
        How many paths are looked at one by one, the most promising.
    max_samples : int
        Random worlds at most, where neither closed form nor bounds nor expansion will do.
    rest_days : float
        As in `rank_introducers`, for the notice alone: a chance speaks of ties, whoever rests.
    rng : int, numpy.random.Generator, SeedSequence, BitGenerator or None
        Seed of the worlds. None: another each time.

    Returns
    -------
    Chance

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `find_paths`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for introducer in ("bo", "cy"):
    ...     network.add_connection("ana", introducer, weight=1)
    ...     network.add_connection(introducer, "kim", weight=1)
    >>> view = network.snapshot(0).owner_view("open")
    >>> print(hobnob.chance(view, "ana", "kim"), end="")
    89 % that at least one introduction succeeds (closed form).
    Whom to ask, in order, and the best way through each:
    1. ana → bo → kim: 67 %, by then 67 %
    2. ana → cy → kim: 67 %, by then 89 %
    By 2 paths, as if ties were independent of one another.
    >>> chance = hobnob.chance(view, "ana", "kim")
    >>> chance.lower == chance.value == chance.upper
    True
    >>> print(hobnob.explain(view, chance, row=1).text.splitlines()[0])
    ana to kim, through 1 introducer: 67 % as of 1970-01-01 UTC.
    """
def chance_text(probability: typing.SupportsFloat | typing.SupportsIndex) -> str:
    """
    A chance for people.

    Parameters
    ----------
    probability : float
        From 0 to 1.

    Returns
    -------
    str

    Examples
    --------
    >>> hobnob.chance_text(0.62), hobnob.chance_text(0.003)
    ('62 %', '1 in 330')
    """
def cheapest_path(view: View, seeker: str | typing.SupportsIndex, target: str | typing.SupportsIndex) -> Paths:
    """
    The most promising chain of any length, the direct tie included: at most one row.

    Parameters
    ----------
    view : View
        As in `find_paths`.
    seeker, target : str or int
        Keys of two members.

    Returns
    -------
    Paths

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `find_paths`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
    >>> hobnob.cheapest_path(network.snapshot(0).owner_view("open"), "ana", "kim")[0].item.members
    ['ana', 'bo', 'kim']
    """
@typing.overload
def choose_seeds(view: View, *, progress: typing.Any = None, k: typing.SupportsIndex = 10, among: typing.Literal['members', 'groups', 'both'] = 'members', days: typing.SupportsFloat | typing.SupportsIndex = 180.0, channels: Channels = ..., reading: ReadingModel = ..., share: typing.SupportsFloat | typing.SupportsIndex = 0.0, author: str | typing.SupportsIndex | None = None, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = [], costs: collections.abc.Mapping[str | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex] = {}, group_costs: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {}, budget: typing.SupportsFloat | typing.SupportsIndex = ..., group_cap: typing.SupportsIndex = 0, quality: typing.SupportsFloat | typing.SupportsIndex = 0.82, max_samples: typing.SupportsInt | typing.SupportsIndex = 3145728, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Seeds:
    """
    Through whom to post: the few members or groups whose posts reach the most distinct readers together.

    Greedy, which is within 1 - 1/e of the best; the certificate says how near this choice is. Without onward sharing the answer is exact; with
    it, and on a plain graph, it comes from random reverse reachable sets, doubled until the certificate reaches `quality`.

    Parameters
    ----------
    view : View or ArcGraph
        The owner's view: the question is about everybody. Or a plain graph, with those of the options below that it has.
    k : int
        How many to choose; fewer if nobody else adds a reader.
    among : {'members', 'groups', 'both'}
        What may be chosen.
    days : float
        Reading by so many days after the posts appeared.
    channels : Channels
        Of the members, as in `audience`.
    reading : ReadingModel
        As in `estimate_reach`.
    share : float
        As in `estimate_reach`.
    author : str or int, optional
        Who posts to the groups: reading propensity is towards them.
    exclude : list of str or int
        Members who may not be chosen; they may read and share.
    costs : dict
        Of choosing a member; the others cost 1.
    group_costs : dict
        Of choosing a group, likewise.
    budget : float
        The chosen may cost so much together.
    group_cap : int
        At most so many of the chosen members may belong to any one group; 0: no cap.
    quality : float
        Draw until the certificate is at least this, or `max_samples` are drawn.
    max_samples : int
        Sets at most.
    rng : int, numpy.random.Generator or None
        The seed. None: fresh entropy.
    threads : int
        0: as many as the machine has. The answer is the same for any number.
    progress : callable, True or None
        Called with samples (or candidates) done and in all; returning False cancels. True tells on stderr.

    Returns
    -------
    Seeds

    Raises
    ------
    InvalidArgument
        In a member's view, or for options out of range.
    UnknownMember
        For keys that are not there.
    LimitExceeded
        If the channels of all members hold more than 2 ** 31 entries.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for reader in ["bo", "cy", "di"]:
    ...     network.add_follow(reader, "ana")
    >>> network.add_follow("cy", "bo")
    >>> network.add_follow("eva", "bo")
    >>> seeds = hobnob.choose_seeds(network.snapshot(0).owner_view("open"), k=2)
    >>> [(str(seed), round(adds, 4)) for seed, adds, factors in seeds]
    [('ana', 0.0805), ('bo', 0.0529)]
    >>> plain = hobnob.choose_seeds(hobnob.ArcGraph([("a", "b", 0.5), ("b", "c", 0.5), ("d", "c", 0.1)]), k=1)
    >>> str(plain[0].item), plain.certificate > 0.82
    ('a', True)
    """
@typing.overload
def choose_seeds(graph: ArcGraph, *, progress: typing.Any = None, k: typing.SupportsIndex = 10, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = [], costs: collections.abc.Mapping[str | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex] = {}, budget: typing.SupportsFloat | typing.SupportsIndex = ..., quality: typing.SupportsFloat | typing.SupportsIndex = 0.82, max_samples: typing.SupportsInt | typing.SupportsIndex = 3145728, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Seeds:
    ...
def compare_posts(view: View, author: str | typing.SupportsIndex, *, progress: typing.Any = None, times: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [1.0, 7.0, 30.0, 180.0], groups: collections.abc.Sequence[str] | None = None, pairs: typing.SupportsIndex = 5, hours_a_day: typing.SupportsFloat | typing.SupportsIndex = 8.0, contact_seconds: typing.SupportsFloat | typing.SupportsIndex = 30.0, contact_chance: typing.SupportsFloat | typing.SupportsIndex = 0.02, writing_seconds: typing.SupportsFloat | typing.SupportsIndex = 1800.0, reply_seconds: typing.SupportsFloat | typing.SupportsIndex = 120.0, reading_seconds: typing.SupportsFloat | typing.SupportsIndex = 30.0, reading: ReadingModel = ..., share: typing.SupportsFloat | typing.SupportsIndex = 0.0, worlds: typing.SupportsInt | typing.SupportsIndex = 1000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> PostComparison:
    """
    Where to post: to followers, to connections, to each group, to pairs of groups, everywhere; or one by one.

    Readers and conversations of a post are those of `estimate_reach` over the channels of each way; what they cost is what `effort` says. One by
    one is turning to each member of the whole audience within working hours: each reads, and some answer. Ways come in the order of
    conversations for an hour of the author's own by the latest of the times.

    Parameters
    ----------
    view : View
        As in `audience`.
    author : str or int
        The author's key.
    times : list of float
        Days to tell of; infinity is "ever".
    groups : list of str, optional
        Groups to compare; left out, those that the author belongs to.
    pairs : int
        How many pairs of groups to tell of, those with the most readers at the first hop. Of more than 30 groups only the pairs among those with the most
        readers are looked at, and `method` says so.
    hours_a_day : float
        Working hours in which to turn to people one by one.
    contact_seconds, contact_chance : float
        Turning to one person, and the chance that they answer.
    writing_seconds, reply_seconds, reading_seconds : float
        What a post takes its author, a conversation either side, and a post or message its reader.
    reading : ReadingModel
        As in `estimate_reach`.
    share, worlds, rng, threads, progress
        As in `estimate_reach`, for every post alike.

    Returns
    -------
    PostComparison

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `audience`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for reader in range(1, 101):
    ...     network.add_follow(reader, 0)
    >>> posts = hobnob.compare_posts(network.snapshot(0).owner_view("open"), 0, times=[1, 180])
    >>> [way.way for way in posts]
    ['one by one', 'followers', 'all channels', 'connections']
    >>> posts[1].points[-1].readers == hobnob.estimate_reach(network.snapshot(0).owner_view("open"), 0)[-1].readers
    True
    """
def discover_targets(view: View, seeker: str | typing.SupportsIndex, *, progress: typing.Any = None, k: typing.SupportsIndex = 20, measure: typing.Literal['common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz', 'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank', 'new_ties'] | None = None, model: TargetModel = ..., connected_at: typing.SupportsFloat | typing.SupportsIndex = 0.05, everybody: bool = False, topic_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, novelty: typing.SupportsFloat | typing.SupportsIndex = 0.0, per_industry: typing.SupportsIndex = 0, per_organisation: typing.SupportsIndex = 0, per_group: typing.SupportsIndex = 0, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = [], rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0, threads: typing.SupportsIndex = 1) -> Targets:
    """
    Whom to meet: members whom the seeker does not know yet and is most likely to get to know, each with who could introduce.

    Candidates are members within two hops and the 100 with the most PageRank of each kind that the model uses; less those connected, those with an open
    ask of this seeker for them or resting from one, those who do not want to be introduced, and the excluded. The score is a product of powers of
    measures, see `TargetModel`, times how well needs and offers fit, the target's openness, novelty, and rest after having been shown in vain.

    Parameters
    ----------
    view : View
        What may be seen; in a member's view the seeker is the viewer.
    seeker : str or int
        The seeker's key.
    k : int
        How many members to return; fewer if there are fewer.
    measure : str, optional
        Rank by this measure alone: 'common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz',
        'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank' or 'new_ties'.
    model : TargetModel
        The weights of the measures; `fit_targets` makes one.
    connected_at : float
        Members with a declared connection, or with a strength of this or more either way, are connected and no candidates. A weaker tie is dormant:
        such rows tell its probability in `direct`. Strengths are chances within the model's window: where that is hours, 0 leaves out whoever was met.
    everybody : bool
        Look at every visible member, not only at those near.
    topic_weight : float
        How much fitting needs and offers count; 0: not at all.
    novelty : float
        Members of another industry than the seeker's count 1 + novelty times.
    per_industry, per_organisation, per_group : int
        At most so many of one industry, one organisation, one of the seeker's groups; 0: any number.
    exclude : list of str or int
        Members not to be suggested.
    rest_days : float
        A target who declined is not suggested to the same seeker for so many days.
    threads : int
        Of `discover_targets_for_all`.
    progress : callable, True or None
        Called now and then with seekers done and in all, which is one; returning False cancels. True tells on stderr.

    Returns
    -------
    Targets

    Raises
    ------
    Cancelled
        If `progress` returned False.
    InvalidArgument
        For options out of range, a model without a weight, or a seeker who is not the viewer.
    UnknownMember
        In the owner's view, for a key that is nobody's.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for a, b in [("ana", "bo"), ("bo", "kim"), ("bo", "cy"), ("cy", "kim")]:
    ...     network.add_connection(a, b)
    >>> for target, score, factors in hobnob.discover_targets(network.snapshot(0).owner_view("open"), "ana"):
    ...     print(target.member, "via", target.via)
    cy via bo
    kim via bo
    """
def discover_targets_for_all(view: View, *, progress: typing.Any = None, k: typing.SupportsIndex = 20, measure: typing.Literal['common_neighbours', 'adamic_adar', 'resource_allocation', 'jaccard', 'preferential_attachment', 'katz', 'pagerank', 'warm', 'strength_allocation', 'strength_pagerank', 'near_pagerank', 'recent_pagerank', 'new_ties'] | None = None, model: TargetModel = ..., connected_at: typing.SupportsFloat | typing.SupportsIndex = 0.05, everybody: bool = False, topic_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, novelty: typing.SupportsFloat | typing.SupportsIndex = 0.0, per_industry: typing.SupportsIndex = 0, per_organisation: typing.SupportsIndex = 0, per_group: typing.SupportsIndex = 0, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = [], rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0, threads: typing.SupportsIndex = 1) -> TargetLists:
    """
    Everybody's targets: for each member what `discover_targets` tells them in their own view, under the owner's policy.

    Parameters
    ----------
    view : View
        The owner's view.
    progress : callable, True or None
        Called with members done and members in all; returning False cancels. True tells on stderr.
    threads : int
        0: as many as the machine has. The answer is the same for any number.
    k, measure, model, connected_at, everybody, topic_weight, novelty, per_industry, per_organisation, per_group, exclude, rest_days
        As in `discover_targets`.

    Returns
    -------
    TargetLists

    Raises
    ------
    InvalidArgument
        As in `discover_targets`, and in a member's view.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=50, rng=1)
    >>> lists = hobnob.discover_targets_for_all(network.snapshot(network.last_event()).owner_view("open"), k=3)
    >>> int(lists["rank"].max())
    3
    """
def effort(*, members: typing.SupportsInt | typing.SupportsIndex = 10000, contact_seconds: typing.SupportsFloat | typing.SupportsIndex = 30.0, contact_chance: typing.SupportsFloat | typing.SupportsIndex = 0.02, ask_chance: typing.SupportsFloat | typing.SupportsIndex = 0.25, ask_seeker_seconds: typing.SupportsFloat | typing.SupportsIndex = 120.0, ask_introducer_seconds: typing.SupportsFloat | typing.SupportsIndex = 420.0, ask_target_seconds: typing.SupportsFloat | typing.SupportsIndex = 300.0, writing_seconds: typing.SupportsFloat | typing.SupportsIndex = 1800.0, reply_seconds: typing.SupportsFloat | typing.SupportsIndex = 120.0, reading_seconds: typing.SupportsFloat | typing.SupportsIndex = 30.0, post_readers: typing.SupportsFloat | typing.SupportsIndex | None = None, post_conversations: typing.SupportsFloat | typing.SupportsIndex | None = None, group_readers: typing.SupportsFloat | typing.SupportsIndex | None = None, group_conversations: typing.SupportsFloat | typing.SupportsIndex | None = None) -> Effort:
    """
    What conversations cost: asking, cold contact, a post and a post to a group side by side.

    Parameters
    ----------
    members : int
        How many there are to turn to.
    contact_seconds, contact_chance : float
        Turning to one person, and the chance that a cold contact answers.
    ask_chance : float
        Chance that an ask for an introduction succeeds, for example that of a path.
    ask_seeker_seconds, ask_introducer_seconds, ask_target_seconds : float
        What an ask takes.
    writing_seconds, reply_seconds, reading_seconds : float
        What a post takes its author, a conversation either side, and a post or message its reader.
    post_readers, post_conversations, group_readers, group_conversations : float, optional
        As `estimate_reach` gives them; left out, what the presets expect of as many followers, or members of a group, as there are members.

    Returns
    -------
    Effort

    Raises
    ------
    InvalidArgument
        For options out of range.

    Examples
    --------
    >>> effort = hobnob.effort(members=10_000)
    >>> round(effort.one_by_one_hours, 1), effort.break_even_readers
    (83.3, 60.0)
    """
@typing.overload
def estimate_reach(view: View, author: str | typing.SupportsIndex, *, progress: typing.Any = None, times: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [1.0, 7.0, 30.0, 180.0], posts: collections.abc.Sequence[typing.SupportsFloat | typing.SupportsIndex] = [0.0], channels: Channels = ..., reading: ReadingModel = ..., share: typing.SupportsFloat | typing.SupportsIndex = 0.0, worlds: typing.SupportsInt | typing.SupportsIndex = 1000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Reach:
    """
    How far a post carries: views, distinct readers and conversations expected by each of the times.

    Parameters
    ----------
    view : View
        As in `audience`.
    author : str or int
        The author's key.
    times : list of float
        Days to tell of; infinity is "ever".
    posts : list of float
        Days on which posts appear; several are an archive, whose views add up while each reader counts once.
    channels : Channels
        As in `audience`.
    reading : ReadingModel
        Chances of seeing, reading and talking.
    share : float
        Chance that a reader passes it on to those who follow or subscribe to them; 0 is one hop, exact. Our preset where sharing is asked for: 0.02.
    worlds : int
        How many worlds are simulated beyond the first hop, which stays exact.
    rng : int, numpy.random.Generator or None
        The seed; questions of one seed share their coins. None: fresh entropy.
    threads : int
        0: as many as the machine has. The answer is the same for any number.
    progress : callable, True or None
        Called with worlds done and worlds in all; returning False cancels. True tells on stderr.

    Returns
    -------
    Reach
        Of a plain graph, given as `ArcGraph` with the keys it starts from, `Spread`: how many an independent cascade reaches, those included.

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `audience`.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> for reader in range(1, 101):
    ...     network.add_follow(reader, 0)
    >>> view = network.snapshot(0).owner_view("open")
    >>> hobnob.estimate_reach(view, 0, times=[1, 180])["readers"].round(2)
    array([1.06, 2.68])
    >>> network.add_follow(200, 1)
    >>> shared = hobnob.estimate_reach(view, 0, times=[180], share=0.5)
    >>> shared.worlds, shared[0].standard_error > 0
    (1000, False)
    >>> hobnob.estimate_reach(hobnob.ArcGraph([("a", "b", 0.5), ("b", "c", 1)]), ["a"], worlds=100).readers <= 3
    True
    """
@typing.overload
def estimate_reach(graph: ArcGraph, seeds: collections.abc.Sequence[str | typing.SupportsIndex], *, progress: typing.Any = None, worlds: typing.SupportsInt | typing.SupportsIndex = 1000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Spread:
    ...
@typing.overload
def explain(view: View, answer: Paths, row: typing.SupportsIndex = 0) -> Explanation:
    """
    Why a row of an answer, and why its chance: who asks whom, what each tie rests on, which link is the weakest.

    Parameters
    ----------
    view : View
        The view that answered, or a later one.
    answer : Paths, Introducers, Targets or Chance
        The answer.
    row : int
        Which row of it.

    Returns
    -------
    Explanation

    Raises
    ------
    InvalidArgument
        If there is no such row, or if the view no longer shows one of its ties.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
    >>> view = network.snapshot(0).owner_view("open")
    >>> explanation = hobnob.explain(view, hobnob.find_paths(view, "ana", "kim"))
    >>> [(step.source, step.target) for step in explanation.steps]
    [('ana', 'bo'), ('bo', 'kim')]
    """
@typing.overload
def explain(view: View, answer: Introducers, row: typing.SupportsIndex = 0) -> Explanation:
    ...
@typing.overload
def explain(view: View, answer: Targets, row: typing.SupportsIndex = 0) -> Explanation:
    ...
@typing.overload
def explain(view: View, answer: Chance, row: typing.SupportsIndex = 0) -> Explanation:
    ...
def find_members(view: View, *, industry: str = '', organisation: str = '', city: str = '', needs: str = '', offers: str = '', group: str = '') -> list[str | int]:
    """
    The members of a view whose profile says so, in ascending order of their keys.

    What is left empty is not asked for; texts match as a whole, letter by letter. Hidden members never match.

    Parameters
    ----------
    view : View
        What may be seen.
    industry, organisation, city : str
        What the profile must say.
    needs, offers : str
        A topic among those that the member needs, or offers.
    group : str
        A group that the member is in. In a member's view only those that the viewer is in exist.

    Returns
    -------
    list of str or int
        Keys, as every question about members takes them.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_member("kim", organisation="Acme")
    >>> network.add_member("lea", organisation="Acme", city="Bonn")
    >>> view = network.snapshot(0).owner_view("open")
    >>> hobnob.find_members(view, organisation="Acme"), hobnob.find_members(view, organisation="Acme", city="Bonn")
    (['kim', 'lea'], ['lea'])
    """
def find_paths(view: View, seeker: str | typing.SupportsIndex | collections.abc.Iterable[str | typing.SupportsIndex], target: str | typing.SupportsIndex | collections.abc.Iterable[str | typing.SupportsIndex], *, k: typing.SupportsIndex = 5, max_hops: typing.SupportsIndex = 3, min_probability: typing.SupportsFloat | typing.SupportsIndex = 0.0, calibration: Calibration | None = None, per: typing.Literal['overall', 'target', 'introducer'] = 'overall', disjoint: bool = False, max_ties: typing.SupportsIndex = 0, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = []) -> Paths:
    """
    The most promising chains of introductions from a seeker to a target, or from any of a team to any of a set, best first.

    Parameters
    ----------
    view : View
        What may be seen. In a member's view the seeker is the viewer, and a hidden or unknown target is answered like one without a path.
    seeker, target : str or int, or several of them
        Keys of two members; or of a team, of a set of targets (`find_members` makes some), or of both. Who is on the team is no introducer.
        Of a set, targets who have a tie to one of the team are in `known` and not looked for (they may introduce); the others are never
        introducers.
    k : int
        How many paths to return; fewer if there are fewer.
    max_hops : int
        Ties on a path, 2 to 6; introducers are hops - 1. The policy may cap it.
    min_probability : float
        Leave out paths whose score is less than this: the calibrated one, where there is a calibration.
    calibration : Calibration, optional
        What `calibrate` made of earlier asks: scores are `calibration(p)`, the order stays that of p, and `direct` stays too.
    per : {'overall', 'target', 'introducer'}
        The k best of all; or only the best to each target, or through each first introducer, the k best of those.
    disjoint : bool
        Alternatives: no introducer is on two paths. Greedy, each row is the best path without the introducers of the rows before it.
    max_ties : int
        Walk no more ties than this; 0: as many as it takes. An answer that this cuts short is not `complete`, and no path that it left out has
        a score above `unseen`. In a member's view an empty answer under a budget is never called complete.
    exclude : sequence of str or int
        Members who must not be on a path, at either end or between.

    Returns
    -------
    Paths

    Raises
    ------
    InvalidArgument
        For options out of range, seeker = target, no seekers, or a seeker who is not the viewer.
    UnknownMember
        In the owner's view, for a key that is not there.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("ana", "cy"), ("cy", "kim")])
    >>> view = network.snapshot(0).owner_view("open")
    >>> for path, score, factors in hobnob.find_paths(view, "ana", "kim"):
    ...     print(path, path.hops)
    ana → bo → kim 2
    ana → cy → kim 2
    >>> hobnob.find_paths(view, "ana", "kim")["hops"]
    array([2, 2])
    >>> some = hobnob.find_paths(view, "ana", ["bo", "kim"], per="target")
    >>> str(some[0].item), some.known[0].target
    ('ana → bo → kim', 'bo')
    """
def fit_comparison(network: Network, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, which: typing.Literal['count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd'], *, progress: typing.Any = None, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, prior_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, steadiness: typing.SupportsFloat | typing.SupportsIndex = 0.4, rhythm: typing.SupportsFloat | typing.SupportsIndex = 0.7) -> ComparisonTies:
    """
    A simpler or better known model, fitted to the rows that `fit_ties` learns from: what would it say?

    None looks at declared connections or at the other direction. Logistic ones with a slope of at least 0:
    "count", of ln(1 + events); "half_life", of ln(1 + mass of half-life `window_days`); "recency", of the time since the last event.
    "gamma_poisson": a rate for ever, gamma distributed over directions. "bg_nbd": a rate, and after each event a chance that it was the last
    (Fader, Hardie and Lee 2005, doi:10.1287/mksc.1040.0098). These two are not monotone: after a longer silence, one event more can lower a
    strength. Where there is nothing to learn from, parameters by default, and `origin` says why.

    Parameters
    ----------
    network : Network
    as_of : int, datetime or datetime64
        The instant, as of a snapshot; nothing after it is looked at.
    which : {'count', 'half_life', 'recency', 'gamma_poisson', 'bg_nbd'}
    window_days, reciprocity, max_participants, kind_weights
        As in `fit_ties`.
    prior_weight : float
        Times the precision of a prior that is wide enough to matter only where a threshold separates the outcomes.
    steadiness, rhythm : float
        Not looked at.
    progress : callable, True or None
        Called now and then with steps done and in all; False ends the fit. True tells on stderr.

    Returns
    -------
    ComparisonTies

    Raises
    ------
    InvalidArgument
        For options or an instant out of range.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=200, rng=1)
    >>> as_of = network.last_event()
    >>> model = hobnob.fit_comparison(network, as_of, "recency")
    >>> model.fit.rows == hobnob.fit_ties(network, as_of).fit.rows
    True
    >>> network.snapshot(as_of, model).model.name.startswith("recency (fitted to ")
    True
    """
def fit_targets(network: Network, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, *, progress: typing.Any = None, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, seekers: typing.SupportsIndex = 250, threads: typing.SupportsIndex = 1) -> TargetModel:
    """
    Weights for `discover_targets`, learned from the network's own past: how the members stood two windows ago, and who has met whom since.

    Of each seeker the 50 whom the preset puts first are looked at. The weights are the most probable ones, 0 or more, of a model that draws the next to
    be met in proportion to their scores, under a prior that is centred on the preset. Nothing after `as_of` is looked at. With fewer than 5 members to
    learn from it is the preset, and `origin` says so.

    Parameters
    ----------
    network : Network
    as_of : int, datetime or datetime64
        The instant, as of a snapshot.
    progress : callable, True or None
        Called with members done and members in all; returning False cancels. True tells on stderr.
    window_days : float
        The window of the tie model; first-ever ties of two windows are what is learned from.
    max_participants, kind_weights
        As in `preset`.
    seekers : int
        Learn from at most so many members, evenly spaced among those with first-ever ties.
    threads : int
        0: as many as the machine has. The answer is the same for any number.

    Returns
    -------
    TargetModel

    Raises
    ------
    InvalidArgument
        For options or an instant out of range.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=200, rng=1)
    >>> model = hobnob.fit_targets(network, network.last_event())
    >>> model.near_pagerank > 0
    True
    """
def fit_ties(network: Network, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, *, progress: typing.Any = None, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, prior_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, steadiness: typing.SupportsFloat | typing.SupportsIndex = 0.4, rhythm: typing.SupportsFloat | typing.SupportsIndex = 0.7) -> LogisticTies:
    """
    The default tie model fitted to the network's own past: who turned to whom again, given what was known before.

    Features as of one window before `as_of`, outcomes from the window since. The most probable coefficients under a normal prior that is
    centred on the preset, so that a short history levels the preset and a long one speaks for itself. Monotone: a newer event or one more
    never lowers a strength. Nothing after `as_of` is looked at. Where there is nothing to learn from, the preset, and `origin` says why.

    Parameters
    ----------
    network : Network
    as_of : int, datetime or datetime64
        The instant, as of a snapshot.
    window_days : float
        A strength is a chance within so many days, and so many days are learned from: mail 30, a campus 14.
    reciprocity : float
        How much the strength of the other direction counts, 0 to 1; not learned.
    max_participants : int
        An event with more is mass mail and no evidence.
    kind_weights : dict of str to float
        Weights of kinds of interaction; every other kind weighs 1.
    prior_weight : float
        Times the precision of the prior; 0: the record alone speaks.
    steadiness : float
        How far the level is drawn back to that of the window before, 0 to 1: a busy window is followed by one that is less so.
        Where there are more than 262,144 directions, to that of a part of its pairs.
    rhythm : float
        How far the level follows where it went at this time a day ago (windows of half a day at most) or a week ago (of half a week at most), 0 to 1:
        a school at noon. It goes that share of the way to the level of the window that began then, of no longer a way than 2, or than the level
        went in that direction when that window began, and upwards in proportion to the pairs known then; `fit.moved` tells by how much. 0: not at all.
    progress : callable, True or None
        Called now and then with steps done and in all; False ends the fit. True tells on stderr.

    Returns
    -------
    LogisticTies
        With `fit`: how many rows it rests on, and how well it says them.

    Raises
    ------
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.generate_community(members=200, rng=1)
    >>> as_of = network.last_event()
    >>> model = hobnob.fit_ties(network, as_of)
    >>> model.fit.rows > 0
    True
    >>> snapshot = network.snapshot(as_of, model)
    """
def generate_community(*, progress: typing.Any = None, members: typing.SupportsInt | typing.SupportsIndex = 10000, mean_degree: typing.SupportsFloat | typing.SupportsIndex = 20.0, days: typing.SupportsFloat | typing.SupportsIndex = 730.0, interactions_per_tie: typing.SupportsFloat | typing.SupportsIndex = 6.0, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 1) -> Network:
    """
    A made-up community, the same for the same `rng` on every machine.

    Parameters
    ----------
    members : int
        How many members, at least 2.
    mean_degree : float
        Pairs with a tie, per member, times two.
    days : float
        Length of the recorded past.
    interactions_per_tie : float
        Mean number of interactions of a pair that interacts.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        An int is the seed; a Generator gives 64 bits; None is fresh entropy.
    progress : callable, True or None
        Called now and then with rows done and about how many there are; False ends the call. True tells on stderr.

    Returns
    -------
    Network
        Nobody in it is real.

    Raises
    ------
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> hobnob.generate_community(members=50).member_count
    50
    """
def import_connections(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a file of connections to a network; `Network.add_connections` does the same.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport
    """
def import_consents(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a CSV file of consents to a network.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport

    Examples
    --------
    >>> import io
    >>> network = hobnob.Network()
    >>> network.add_member("ana")
    >>> hobnob.import_consents(network, io.BytesIO(b"member,purpose,allow\\nana,introduce,no\\n")).accepted
    1
    """
def import_follows(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a file of follows to a network; `Network.add_follows` does the same.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport
    """
def import_google_contacts(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add the people in Google's contacts.csv to a network.

    The file tells of no connections. A member's key is their first e-mail address in lower case, else the digits of their first phone number,
    else their name. Rows that name nobody are left out; they stand among the rejected rows and are no failure. What a member said already stays.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        Google's contacts.csv in the form of today or the one before, plain or gzip.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`; only `skip_lines` and `max_rejected` matter, and keys are text.

    Returns
    -------
    ImportReport

    Examples
    --------
    >>> import io
    >>> contacts = io.StringIO("First Name,Last Name,Labels,E-mail 1 - Value\\nAna,Silva,,Ana@Silva.example\\n")
    >>> hobnob.read_google_contacts(contacts).member("ana@silva.example").name
    'Ana Silva'
    """
def import_groups(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a file of groups to a network; `Network.add_groups` does the same.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport
    """
def import_interactions(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a file of interactions to a network; `Network.add_interactions` does the same.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport
    """
def import_linkedin(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], owner: str | typing.SupportsIndex, *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add somebody's file of LinkedIn connections to a network.

    A row is a member and a connection of that member and the file's owner, whom it does not name. One file alone holds no introductions, as its
    owner knows everybody in it: import the files of several people. Rows that name nobody are left out; they stand among the rejected rows and
    are no failure. What is known already stays, of a connection told twice the earlier date.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        LinkedIn's Connections.csv, plain or gzip.
    owner : str
        Whose file it is: the address of their LinkedIn profile, as others' files have it, or their e-mail address or a name.
        Members' keys are such addresses, as "linkedin.com/in/ana-silva"; else e-mail addresses in lower case; else names.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`; only `skip_lines` and `max_rejected` matter, and keys are text.

    Returns
    -------
    ImportReport

    Examples
    --------
    >>> import io
    >>> text = "First Name,Last Name,URL,Connected On\\nKim,Ng,https://www.linkedin.com/in/kim-ng/,06 Nov 2023\\n"
    >>> network = hobnob.read_linkedin(io.StringIO(text), owner="https://www.linkedin.com/in/ana-silva")
    >>> network.keys()
    ['linkedin.com/in/ana-silva', 'linkedin.com/in/kim-ng']
    >>> hobnob.import_linkedin(network, io.StringIO(text), owner="linkedin.com/in/bo-berg").accepted
    1
    >>> view = network.snapshot(network.last_event()).owner_view("open")
    >>> len(hobnob.find_paths(view, "linkedin.com/in/ana-silva", "linkedin.com/in/bo-berg"))
    1
    """
def import_members(network: Network, source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ImportReport:
    """
    Add a CSV file of profiles to a network; `Network.add_members` does the same.

    Parameters
    ----------
    network : Network
        What the rows are added to.
    source : path or file object
        As in `read_interactions`, whose keywords are the same. A file object is read whole before the network is locked.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    ImportReport
    """
def page(*args: typing.Any, title: str = 'Introductions and reach') -> str:
    """
    The page that `report` writes, as text.

    Parameters
    ----------
    *answers
        As in `report`.
    title : str
        The page's heading.

    Returns
    -------
    str

    Raises
    ------
    TypeError
        For what is no answer.

    Examples
    --------
    >>> hobnob.page(hobnob.effort(), title="Effort").splitlines()[0]
    '<!DOCTYPE html>'
    """
def preset(*, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}) -> LogisticTies:
    """
    The published preset of the default tie model, for a window and weights of your choice.

    Parameters
    ----------
    window_days : float
        A strength is a chance within so many days: mail 30, a campus 14.
    reciprocity : float
        How much the strength of the other direction counts, 0 to 1; a half means both must care alike.
    max_participants : int
        An event with more is mass mail and no evidence.
    kind_weights : dict of str to float
        Weights of kinds of interaction; every other kind weighs 1.

    Returns
    -------
    LogisticTies

    Examples
    --------
    >>> hobnob.preset(window_days=14).options.window_days
    14.0
    """
@typing.overload
def rank_introducers(view: View, seeker: str | typing.SupportsIndex, target: str | typing.SupportsIndex, *, k: typing.SupportsIndex = 10, max_hops: typing.SupportsIndex = 3, min_probability: typing.SupportsFloat | typing.SupportsIndex = 0.0, calibration: Calibration | None = None, rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = []) -> Introducers:
    """
    Whom to ask first: the people next to the seeker, each with the best path through them.

    With several targets, who opens the most doors: by the sum of weight times chance.

    Parameters
    ----------
    view : View
        As in `find_paths`.
    seeker, target : str or int
        Keys of two members.
    targets : list of str or int, or dict
        Instead of one target: several, each with weight 1, or a dict of their weights, which must be positive. One that is named twice
        counts twice. The seeker is no target.
    k : int
        How many introducers to return; fewer if there are fewer.
    max_hops : int
        Ties on a path, 2 to 6. The policy may cap it.
    min_probability : float
        Leave out paths whose chance is less than this: the calibrated one, where there is a calibration.
    calibration : Calibration, optional
        As in `find_paths`.
    rest_days : float
        So long after a no somebody rests towards the seeker: an introducer is not asked first, a target not at all. 0: nobody rests.
    exclude : list of str or int
        Members who must not be on a path, at either end or between.

    Returns
    -------
    Introducers, or SharedIntroducers
        Without rows where the seeker has an ask open for the target: `notice` says so. Of several targets those are left out.

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `find_paths`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim"), ("bo", "lee"), ("ana", "cy")])
    >>> view = network.snapshot(0).owner_view("open")
    >>> best = hobnob.rank_introducers(view, "ana", "kim")
    >>> best[0].item.member
    'bo'
    >>> doors = hobnob.rank_introducers(view, "ana", {"kim": 1, "lee": 2})
    >>> [(row.item.member, row.item.targets) for row in doors]
    [('bo', 2)]
    """
@typing.overload
def rank_introducers(view: View, seeker: str | typing.SupportsIndex, targets: collections.abc.Sequence[str | typing.SupportsIndex] | collections.abc.Mapping[str | typing.SupportsIndex, typing.SupportsFloat | typing.SupportsIndex], *, k: typing.SupportsIndex = 10, max_hops: typing.SupportsIndex = 3, min_probability: typing.SupportsFloat | typing.SupportsIndex = 0.0, calibration: Calibration | None = None, rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0, exclude: collections.abc.Sequence[str | typing.SupportsIndex] = []) -> SharedIntroducers:
    ...
def rank_introductions(view: View, introducer: str | typing.SupportsIndex, *, k: typing.SupportsIndex = 20, per_member: typing.SupportsIndex = 3, connected_at: typing.SupportsFloat | typing.SupportsIndex = 0.05, rest_days: typing.SupportsFloat | typing.SupportsIndex = 180.0, topic_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0) -> Introductions:
    """
    Whom an introducer could introduce to each other today: pairs of their ties who do not know each other.

    The score is the chance that both agree when the introducer asks them, times how well their needs and offers fit; pairs with an ask
    for each other open, a block between them or one who declined to meet the other are left out, as far as the view tells.

    Parameters
    ----------
    view : View
        The owner's, or the introducer's own.
    introducer : str or int
        Key of a member.
    k : int
        How many pairs to return; fewer if there are fewer.
    per_member : int
        At most so many pairs with any one member; 0: any number.
    connected_at : float
        Who turns to the other with at least this strength knows them already.
    rest_days : float
        So long after declining to meet somebody a member is not introduced to them.
    topic_weight : float
        How much it counts that what one needs the other offers; 0: not at all.

    Returns
    -------
    Introductions

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `find_paths`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "kim")])
    >>> hobnob.rank_introductions(network.snapshot(0).owner_view("open"), "bo")[0].item.second
    'kim'
    """
@typing.overload
def rank_reach(view: View, *, progress: typing.Any = None, k: typing.SupportsIndex = 20, days: typing.SupportsFloat | typing.SupportsIndex = 180.0, channels: Channels = ..., reading: ReadingModel = ..., share: typing.SupportsFloat | typing.SupportsIndex = 0.0, samples: typing.SupportsInt | typing.SupportsIndex = 1000000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Authors:
    """
    The members whose words carry farthest, by the distinct readers expected of a post.

    Parameters
    ----------
    view : View
        The owner's view: the question is about every author.
    k : int
        How many authors to return; fewer if there are fewer.
    days : float
        Reading by so many days after the post appeared.
    channels : Channels
        As in `audience`.
    reading : ReadingModel
        As in `estimate_reach`.
    share : float
        As in `estimate_reach`. What sharing adds is estimated for all at once.
    samples : int
        Random reverse reachable sets for that; the standard error is the root of onward readers times members by samples.
    rng : int, numpy.random.Generator or None
        The seed. None: fresh entropy.
    threads : int
        0: as many as the machine has. The answer is the same for any number.
    progress : callable, True or None
        Called with authors (then samples) done and in all; returning False cancels. True tells on stderr.

    Returns
    -------
    Authors
        Of a plain graph, given as `ArcGraph`, how many a cascade from each alone reaches.

    Raises
    ------
    InvalidArgument
        In a member's view, or for options out of range.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_follow("bo", "ana")
    >>> network.add_follow("cy", "ana")
    >>> network.add_follow("ana", "bo")
    >>> [str(author) for author, score, factors in hobnob.rank_reach(network.snapshot(0).owner_view("open"), k=2)]
    ['ana', 'bo']
    """
@typing.overload
def rank_reach(graph: ArcGraph, *, progress: typing.Any = None, k: typing.SupportsIndex = 20, samples: typing.SupportsInt | typing.SupportsIndex = 1000000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Authors:
    ...
def rank_readers(view: View, author: str | typing.SupportsIndex, *, progress: typing.Any = None, k: typing.SupportsIndex = 20, days: typing.SupportsFloat | typing.SupportsIndex = 180.0, channels: Channels = ..., reading: ReadingModel = ..., share: typing.SupportsFloat | typing.SupportsIndex = 0.0, worlds: typing.SupportsInt | typing.SupportsIndex = 1000, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Readers:
    """
    The readers most likely to read and to talk: those who come pre-qualified to a conversation.

    Parameters
    ----------
    view : View
        As in `audience`. In a member's view only followers, subscribers and connections are named.
    author : str or int
        The author's key.
    k : int
        How many readers to return; fewer if there are fewer.
    days : float
        Reading by so many days after the post appeared.
    channels : Channels
        As in `audience`.
    reading : ReadingModel
        As in `estimate_reach`.
    share, worlds, rng, threads, progress
        As in `estimate_reach`. In a member's view sharing names nobody and changes no chance.

    Returns
    -------
    Readers

    Raises
    ------
    InvalidArgument, UnknownMember
        As in `audience`.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_follow("bo", "ana")
    >>> network.add_follow("cy", "ana", "subscription")
    >>> for reader, score, factors in hobnob.rank_readers(network.snapshot(0).owner_view("open"), "ana"):
    ...     print(reader, reader.channels)
    cy ['subscription']
    bo ['follow']
    """
@typing.overload
def rank_within(view: View, *, progress: typing.Any = None, hops: typing.SupportsIndex = 2, k: typing.SupportsIndex = 20, approximate: typing.SupportsIndex = 0, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Neighbourhoods:
    """
    The members with most others within so many hops.

    Along ties that a path can use, in the direction of asking; nobody counts themselves.

    Parameters
    ----------
    view : View
        The owner's view: the question is about every member. Or an `ArcGraph`, whose arcs are followed.
    hops : int
        How far to look, 1 to 255. A policy with a horizon below 6 hops caps it.
    k : int
        How many members to return; fewer if there are fewer.
    approximate : int
        0 counts. A power of two from 64 to 4096 estimates whoever is farther than one hop from as many bytes a member (HyperBall), with a
        standard deviation of 1.04 / sqrt(approximate) of the score: 13 to 1.6 %.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        What the estimates' hashes come from.
    threads : int
        0: as many as the machine has. The answer is the same for any number.
    progress : callable, True or None
        Called with work done and work in all; returning False cancels. True tells on stderr.

    Returns
    -------
    Neighbourhoods

    Raises
    ------
    InvalidArgument
        In a member's view, or for options out of range.
    Cancelled
        If `progress` returned False.

    Examples
    --------
    >>> network = hobnob.Network()
    >>> report = network.add_connections([("ana", "bo"), ("bo", "cy"), ("cy", "dee")])
    >>> for member, score, factors in hobnob.rank_within(network.snapshot(0).owner_view("open"), k=2):
    ...     print(member, score, [(factor.name, factor.value) for factor in factors])
    bo 3.0 [('1 hop', 2.0), ('2 hops', 1.0)]
    cy 3.0 [('1 hop', 2.0), ('2 hops', 1.0)]
    """
@typing.overload
def rank_within(graph: ArcGraph, *, progress: typing.Any = None, hops: typing.SupportsIndex = 2, k: typing.SupportsIndex = 20, approximate: typing.SupportsIndex = 0, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0, threads: typing.SupportsIndex = 1) -> Neighbourhoods:
    ...
def read_arcs(source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> ArcGraph:
    """
    A graph from a file of arcs: source target [probability, 1 if left out].

    Parameters
    ----------
    source : path or file object
        Text in UTF-8, plain or gzip, as in `read_interactions`.
    skip_lines : int
        Leading lines to leave out, for example a count.
    max_rejected : int or 'all'
        Up to this many rows may fail; `report` of the graph tells which.
    duplicates : {'reject', 'last'}
        A row that repeats source and target is bad, or replaces the one before.
    undirected : bool
        Each row counts both ways, and one that turns an earlier one around replaces it.
    keys : {'str', 'int'}
        How keys are read.
    merge_same_instant : bool
        For interactions alone.

    Returns
    -------
    ArcGraph

    Examples
    --------
    >>> import io
    >>> graph = hobnob.read_arcs(io.StringIO("1 2 0.5\\n2 3\\n3 3 1\\n"), keys="int", max_rejected="all")
    >>> graph, graph.report.rejected[0].line
    (<hobnob.ArcGraph: 3 members, 2 arcs>, 3)
    """
def read_connections(source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> Network:
    """
    A new network from a file of connections: source target [weight] [time] [private].

    Parameters
    ----------
    source : path or file object
        Text in UTF-8, plain or gzip. Columns are separated by commas, tabs or white space; `#` and `%` begin comments; a header line is
        recognised by its names.
    skip_lines : int
        Leading lines to leave out, for example a count.
    max_rejected : int or 'all'
        Up to this many rows may fail.
    duplicates : {'reject', 'last'}
        For connections that are there already.
    undirected : bool
        For interactions: every row counts in both directions.
    keys : {'str', 'int'}
        How keys are read.
    merge_same_instant : bool
        For interactions: adjacent rows of one sender, instant and kind become one event.

    Returns
    -------
    Network

    Examples
    --------
    >>> import io
    >>> hobnob.read_connections(io.StringIO("1 2 0.5\\n2 3 0.25\\n"), keys="int").keys()
    [1, 2, 3]
    """
def read_csv_folder(folder: str | bytes | os.PathLike[str] | os.PathLike[bytes], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> Network:
    """
    A new network from the files of a folder: interactions, connections, follows, groups, members, consents.

    Parameters
    ----------
    folder : path
        Where the files (`.csv`, `.tsv` or `.txt`, also `.gz`) are.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`.

    Returns
    -------
    Network

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     _ = pathlib.Path(folder, "connections.csv").write_text("source,target\\nana,bo\\n")
    ...     hobnob.read_csv_folder(folder)
    <hobnob.Network: 2 members, 1 connections, 0 interactions>
    """
def read_google_contacts(source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> Network:
    """
    A new network of the people in Google's contacts.csv.

    The file tells of no connections. A member's key is their first e-mail address in lower case, else the digits of their first phone number,
    else their name. Rows that name nobody are left out; they stand among the rejected rows and are no failure. What a member said already stays.

    Parameters
    ----------
    source : path or file object
        Google's contacts.csv in the form of today or the one before, plain or gzip.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`; only `skip_lines` and `max_rejected` matter, and keys are text.

    Returns
    -------
    Network

    Examples
    --------
    >>> import io
    >>> contacts = io.StringIO("First Name,Last Name,Labels,E-mail 1 - Value\\nAna,Silva,,Ana@Silva.example\\n")
    >>> hobnob.read_google_contacts(contacts).member("ana@silva.example").name
    'Ana Silva'
    """
def read_interactions(source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> Network:
    """
    A new network from a file of interactions: source target time [kind] [participants].

    Parameters
    ----------
    source : path or file object
        Text in UTF-8, plain or gzip. Columns are separated by commas, tabs or white space; `#` and `%` begin comments; a header line is
        recognised by its names.
    skip_lines : int
        Leading lines to leave out, for example a count.
    max_rejected : int or 'all'
        Up to this many rows may fail.
    duplicates : {'reject', 'last'}
        For connections that are there already.
    undirected : bool
        For interactions: every row counts in both directions.
    keys : {'str', 'int'}
        How keys are read.
    merge_same_instant : bool
        For interactions: adjacent rows of one sender, instant and kind become one event.

    Returns
    -------
    Network

    Examples
    --------
    >>> import io
    >>> hobnob.read_interactions(io.BytesIO(b"ana bo 1700000000\\nbo kim 1700000100\\n"))
    <hobnob.Network: 3 members, 0 connections, 2 interactions>
    """
def read_linkedin(source: str | bytes | os.PathLike[str] | os.PathLike[bytes] | typing.IO[bytes] | typing.IO[str], owner: str | typing.SupportsIndex, *, skip_lines: typing.SupportsIndex = 0, max_rejected: typing.SupportsIndex | typing.Literal['all'] = 0, duplicates: typing.Literal['reject', 'last'] = 'reject', undirected: bool = False, keys: typing.Literal['str', 'int'] = 'str', merge_same_instant: bool = False) -> Network:
    """
    A new network from the file of connections that LinkedIn gives to everybody who asks for theirs.

    A row is a member and a connection of that member and the file's owner, whom it does not name. One file alone holds no introductions, as its
    owner knows everybody in it: import the files of several people. Rows that name nobody are left out; they stand among the rejected rows and
    are no failure. What is known already stays, of a connection told twice the earlier date.

    Parameters
    ----------
    source : path or file object
        LinkedIn's Connections.csv, plain or gzip.
    owner : str
        Whose file it is: the address of their LinkedIn profile, as others' files have it, or their e-mail address or a name.
        Members' keys are such addresses, as "linkedin.com/in/ana-silva"; else e-mail addresses in lower case; else names.
    skip_lines, max_rejected, duplicates, undirected, keys, merge_same_instant
        As in `read_interactions`; only `skip_lines` and `max_rejected` matter, and keys are text.

    Returns
    -------
    Network

    Examples
    --------
    >>> import io
    >>> text = "First Name,Last Name,URL,Connected On\\nKim,Ng,https://www.linkedin.com/in/kim-ng/,06 Nov 2023\\n"
    >>> network = hobnob.read_linkedin(io.StringIO(text), owner="https://www.linkedin.com/in/ana-silva")
    >>> network.keys()
    ['linkedin.com/in/ana-silva', 'linkedin.com/in/kim-ng']
    """
def report(path: str | bytes | os.PathLike[str] | os.PathLike[bytes], *args: typing.Any, title: str = 'Introductions and reach') -> None:
    """
    Write answers as one page for people: pictures and tables in a single HTML file.

    The page has no script and loads nothing. Whatever comes from outside, names above all, is shown as text and never taken as markup. Equal
    answers give equal bytes. The file is replaced whole or not at all.

    Parameters
    ----------
    path : path
        The file.
    *answers
        Answers, explanations and tables, in the order of the page. Anything else that shows itself in a notebook (`_repr_html_`, as a pandas
        DataFrame does) is taken as it is: it answers for its own markup.
    title : str
        The page's heading.

    Returns
    -------
    None

    Raises
    ------
    IoError
        If the file cannot be written; the old one is then untouched.
    TypeError
        For what is no answer.

    Examples
    --------
    >>> import pathlib, tempfile
    >>> network = hobnob.Network()
    >>> network.add_connection("ana", "bo")
    >>> network.add_connection("bo", "kim")
    >>> view = network.snapshot(0).owner_view("open")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     page = pathlib.Path(folder, "ana.html")
    ...     hobnob.report(page, hobnob.find_paths(view, "ana", "kim"), hobnob.effort(), title="How Ana meets Kim")
    ...     "Who can introduce" in page.read_text(encoding="utf-8")
    True
    """
def score_probabilities(probabilities: numpy.typing.ArrayLike, outcomes: numpy.typing.ArrayLike, *, bins: typing.SupportsIndex = 15, draws: typing.SupportsIndex = 200, rng: typing.SupportsIndex | numpy.random.Generator | numpy.random.BitGenerator | numpy.random.SeedSequence | None = 0) -> ProbabilityScores:
    """
    How good are these probabilities? Log loss, Brier score and its parts, AUC, calibration with its own null.

    The order of rows does not matter. Equal probabilities always share a bin.

    Parameters
    ----------
    probabilities : array_like of float
        From 0 to 1.
    outcomes : array_like of bool or int
        1 (it happened) or 0 (it did not), one for each probability.
    bins : int
        Bins of equal mass, for calibration, the parts of the Brier score and the curve.
    draws : int
        How often outcomes are redrawn from the probabilities for `calibration_null`; 0 leaves it None.
    rng : int, numpy.random.Generator, BitGenerator, SeedSequence or None
        What the draws come from.

    Returns
    -------
    ProbabilityScores

    Raises
    ------
    InvalidArgument
        For sizes that differ, a probability that is not from 0 to 1, an outcome that is not 0 or 1, options out of range.

    Examples
    --------
    >>> scores = hobnob.score_probabilities([0.1, 0.4, 0.6, 0.8], [0, 0, 1, 1], bins=2)
    >>> round(scores.brier, 4), scores.auc
    (0.0925, 1.0)
    >>> scores.to_table()["observed"]
    array([0., 1.])
    """
def score_rankings(ranks: numpy.typing.ArrayLike | collections.abc.Sequence[numpy.typing.ArrayLike], relevant: numpy.typing.ArrayLike, *, k: typing.SupportsIndex = 10) -> RankingScores:
    """
    How good are these rankings? Mean reciprocal rank, nDCG, recall and hits.

    Parameters
    ----------
    ranks : sequence of array_like of int, or array of two dimensions
        For each query the ranks, from 1, at which relevant items were found, in any order; 0 stands for none, so that rows can be filled up.
    relevant : array_like of int
        For each query how many relevant items there are, found or not. Queries with none are left out.
    k : int
        How many ranks are looked at; the reciprocal rank looks at all.

    Returns
    -------
    RankingScores

    Raises
    ------
    InvalidArgument
        For a rank that occurs twice in a query, more ranks than relevant items, options out of range.

    Examples
    --------
    >>> scores = hobnob.score_rankings([[1, 4], [2], []], [3, 1, 1], k=3)
    >>> scores.mrr, round(scores.recall, 3)
    (0.5, 0.444)
    """
def training_data(network: Network, as_of: typing.SupportsIndex | datetime.datetime | numpy.datetime64, *, progress: typing.Any = None, window_days: typing.SupportsFloat | typing.SupportsIndex = 30.0, reciprocity: typing.SupportsFloat | typing.SupportsIndex = 0.5, max_participants: typing.SupportsIndex = 50, kind_weights: collections.abc.Mapping[str, typing.SupportsFloat | typing.SupportsIndex] = {'meeting': 3.0, 'reaction': 0.3}, prior_weight: typing.SupportsFloat | typing.SupportsIndex = 1.0, steadiness: typing.SupportsFloat | typing.SupportsIndex = 0.4, rhythm: typing.SupportsFloat | typing.SupportsIndex = 0.7) -> Table:
    """
    What `fit_ties` of the same instant and options learns from: a row for each direction of each pair known one window before.

    Columns `source`, `target`, the eight features of the default model by name, `declared` (the weight; 0: not declared), and `turned`
    (1: source turned to target within the window that ends at `as_of`). For models of one's own.

    Parameters
    ----------
    network, as_of, window_days, reciprocity, max_participants, kind_weights, prior_weight, steadiness, rhythm, progress
        As in `fit_ties`.

    Returns
    -------
    Table

    Examples
    --------
    >>> network = hobnob.Network()
    >>> network.add_interaction("ana", "bo", 1_700_000_000)
    >>> data = hobnob.training_data(network, 1_700_000_000 + 30 * 86_400)
    >>> data["source"].tolist(), data["turned"].tolist()
    (['ana', 'bo'], [0, 0])
    """
__version__: str

"""How do I get in the mail and address books that I have? Python's readers of foreign files; they convert and decide nothing.

The modules that read such files are imported by the call that needs them, so that `import hobnob` stays quick.
"""

from __future__ import annotations

import contextlib
import itertools
import operator
import os
import re
from functools import partial
from typing import TYPE_CHECKING, Any

from hobnob._core import CorruptData, Error, ImportReport, InvalidArgument, IoError, Network, Rejected, _import_together

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from typing import Literal

    AnyPath = str | bytes | os.PathLike[str] | os.PathLike[bytes]
    Head = list[bytes] | None  # the header lines of a message; None: too many

LONGEST = 1 << 20  # bytes of one line, of the headers of one message, and of one card, that are looked at
EMAIL = re.compile(r"[^@\s\x00-\x20\x7f]+@[^@\s\x00-\x20\x7f]+")


class _Report:
    """What became of the rows, as in C++: up to `max_rejected` failures are noted, and the next one is raised."""

    def __init__(self, network: Network, path: AnyPath, row: str, max_rejected: int | Literal["all"]) -> None:
        if network.text_keys is False:
            raise InvalidArgument("the keys of this network are integers, and those of people in mail and vCards are text")
        Network().add_members([], max_rejected=max_rejected)  # refuses what is no number of rows
        self.file, self.row, self.max_rejected = os.fsdecode(path), row, max_rejected
        self.accepted = self.failed = 0
        self.rejected: list[Rejected] = []

    def reject(self, line: int, error: Error) -> None:
        if self.max_rejected != "all" and self.failed >= self.max_rejected:
            before = f"{self.failed} were rejected before; max_rejected allows more"
            raise type(error)(f"{self.file}: {self.row} {line}: {error} ({before})")
        self.failed += 1
        self.leave_out(line, str(error))

    def leave_out(self, line: int, reason: str) -> None:
        """What is as it should be and says nothing: reported, but no failure."""
        self.rejected.append(Rejected(line=line, reason=reason))

    def take(self) -> ImportReport:
        return ImportReport(rows=self.accepted + len(self.rejected), accepted=self.accepted, rejected=self.rejected)


@contextlib.contextmanager
def _opened(path: AnyPath) -> Iterator[Iterator[bytes]]:
    """The lines of a file, unpacked if it is gzip; of a line that is too long, pieces."""
    import gzip
    import zlib

    name = os.fsdecode(path)
    try:
        with open(path, "rb") as file:
            packed = file.peek(2).startswith(b"\x1f\x8b")
            with gzip.GzipFile(fileobj=file) if packed else contextlib.nullcontext(file) as plain:
                yield iter(partial(plain.readline, LONGEST), b"")
    except Error:
        raise
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise CorruptData(f"{name}: the gzip stream is damaged; is the file complete? ({error})") from None
    except OSError as error:
        raise _refused(name, error) from None


def _refused(name: str, error: OSError) -> IoError:
    return IoError(f"{name} cannot be read: {error.strerror or error}")


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")


def _one_line(text: str) -> str:
    """Without control characters and with single blanks; what UTF-8 cannot write becomes a question mark."""
    return re.sub(r"[\x00-\x20\x7f]+", " ", text).strip(" ").encode("utf-8", "replace").decode()


def _email(text: str) -> str:
    """An e-mail address in lower case (of ASCII, as in C++); empty if it is none."""
    return _one_line(text).encode().lower().decode() if EMAIL.fullmatch(text) else ""


def _profiles(people: dict[str, dict[str, str]]) -> dict[str, list[str]]:
    """What people say, as columns."""
    said = {field: [fields.get(field, "") for fields in people.values()] for field in ("name", "organisation", "city")}
    return {"key": list(people)} | said


# --- mail ------------------------------------------------------------------------------------------------------------------------------


def _headers_of_mbox(path: AnyPath, lines: Iterable[bytes]) -> Iterator[Head]:
    """Of every message. One begins with a line `From …` that stands first, or after an empty line and before a header."""
    head: list[bytes] | None = None  # None: in a body
    size = 0
    begun = from_line = after_blank = False
    for line in lines:
        blank = line in (b"\n", b"\r\n")
        if not begun:
            if not blank:
                if not line.removeprefix(b"\xef\xbb\xbf").startswith(b"From "):
                    raise CorruptData(f"{os.fsdecode(path)}: this is no mbox, whose first line begins with 'From '")
                begun, head = True, []
            continue
        if from_line and re.match(rb"[!-9;-~]+[ \t]*:", line):
            head, size = [], 0
        from_line = after_blank and line.startswith(b"From ")
        after_blank = blank
        if head is None:
            continue
        if blank:
            yield head if size <= LONGEST else None
            head = None
        elif (size := size + len(line)) <= LONGEST:
            head.append(line)
    if head is not None:
        yield head if size <= LONGEST else None


def _headers_of_maildir(path: AnyPath) -> Iterator[Head]:
    """Of every message in a Maildir and in the folders within it, by the names of the files."""
    top = os.fsdecode(path)
    try:
        inside = [top, *(os.path.join(top, name) for name in sorted(os.listdir(top)) if name.startswith("."))]
        folders = [folder for each in inside for sub in ("cur", "new") if os.path.isdir(folder := os.path.join(each, sub))]
        files = [file for folder in folders for name in sorted(os.listdir(folder)) if os.path.isfile(file := os.path.join(folder, name))]
    except OSError as error:
        raise _refused(top, error) from None
    if not folders:
        raise IoError(f"{top} is a directory and no Maildir, which has folders cur and new; give the mbox file in it")
    for file in files:
        with _opened(file) as lines:
            yield from itertools.islice(_headers_of_mbox(file, itertools.chain([b"From \n"], lines)), 1)


def _fields(head: list[bytes]) -> dict[str, list[str]]:
    """The header fields that are used here, unfolded. Nothing else of a message is looked at."""
    fields: dict[str, list[list[str]]] = {name: [] for name in ("from", "to", "cc", "bcc", "date", "message-id")}
    last: list[str] | None = None
    for line in head:
        if line[:1] not in (b" ", b"\t"):
            name, _, line = line.partition(b":")
            last = None
            if (values := fields.get(name.strip().lower().decode("latin-1"))) is not None:
                last = []
                values.append(last)
        if last is not None:
            last.append(_text(line).strip())
    return {name: [" ".join(parts).strip() for parts in values] for name, values in fields.items()}


def _name(text: str) -> str:
    """A display name as its owner wrote it (RFC 2047); empty if it only repeats an address."""
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    if len(text) > 1000:
        return ""
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):  # an unknown or wrong encoding: as it is
        text = str(make_header(decode_header(text)))
    name = _one_line(text).strip("'\" ")
    return "" if EMAIL.fullmatch(name) else name


def _addresses(values: list[str]) -> dict[str, str]:
    """Key and display name of everybody in some header fields, in their order."""
    from email import utils

    # Newer Pythons would give up a whole list for one comma too many; asked not to, all Pythons agree.
    tolerant: dict[str, Any] = {"strict": False} if getattr(utils, "supports_strict_parsing", False) else {}
    try:
        pairs = utils.getaddresses(values, **tolerant)
    except RecursionError:  # thousands of nested comments
        raise CorruptData("an address must be written as in RFC 5322, got " + repr(values[0][:60])) from None
    found: dict[str, str] = {}
    for name, address in pairs:
        if key := _email(address):
            found.setdefault(key, name)
    return found


def _instant(values: list[str]) -> int:
    import datetime
    from email.utils import parsedate_to_datetime

    if not values:
        raise CorruptData("it has no Date")
    try:
        if re.search(r"(?<![-+:\d])00\d\d\b", values[0]):
            raise ValueError("a year before 100, which would be taken for one of two digits")
        date = parsedate_to_datetime(values[0])
        date = date.replace(tzinfo=datetime.UTC) if date.tzinfo is None else date.astimezone(datetime.UTC)
    except (ValueError, TypeError, IndexError, OverflowError):
        raise CorruptData(f"Date must be as in RFC 5322, got {values[0][:60]!r}") from None
    return (date - datetime.datetime(1970, 1, 1, tzinfo=datetime.UTC)) // datetime.timedelta(seconds=1)


def import_mbox(network: Network, path: AnyPath, *, max_rejected: int | Literal["all"] = 0) -> ImportReport:
    """Add who wrote to whom, and when, from an mbox file or a Maildir.

    A message is one interaction of its sender with everybody in To, Cc and Bcc. Keys are e-mail addresses in lower case; members without a
    name get the one that stands beside their address. Only these headers, Date and Message-ID are looked at: no subject, no body. The same
    Message-ID twice counts once, and mail to oneself alone is no interaction; both stand among the rejected rows and are no failure.
    Another call with the same file counts everything once more.

    Parameters
    ----------
    network : Network
        What the messages are added to.
    path : path
        An mbox file, plain or gzip, or a Maildir, with the folders within it.
    max_rejected : int or 'all'
        Up to this many messages may fail (without sender, date or recipient that can be read) and are reported, each with its number in
        the place of a line; one more, and nothing is imported.

    Returns
    -------
    ImportReport
        How many messages there were, how many were accepted, and why the others were not.

    Examples
    --------
    See `read_mbox`.
    """
    report = _Report(network, path, "message", max_rejected)
    columns: dict[str, list[Any]] = {"source": [], "target": [], "time": [], "participants": []}
    names: dict[str, str] = {}
    checked = Network()  # holds every key that a network takes
    number_of: dict[str, int] = {}
    with contextlib.ExitStack() as stack:
        heads = _headers_of_maildir(path) if os.path.isdir(path) else _headers_of_mbox(path, stack.enter_context(_opened(path)))
        for number, head in enumerate(heads, 1):
            try:
                if head is None:
                    raise CorruptData("its headers are longer than 1 MiB")
                fields = _fields(head)
                same = fields["message-id"][0] if fields["message-id"] else ""
                if same in number_of:
                    report.leave_out(number, f"it is message {number_of[same]} again")
                    continue
                senders = _addresses(fields["from"])
                if not senders:
                    raise CorruptData("it has no sender: From holds no e-mail address")
                time = _instant(fields["date"])
                sender = next(iter(senders))
                others = _addresses(fields["to"] + fields["cc"] + fields["bcc"])
                if not others:
                    raise CorruptData("it has no recipient: To, Cc and Bcc hold no e-mail address")
                for key in (sender, *others):
                    if key not in checked:
                        checked.add_member(key)
                people = [(sender, senders[sender]), *others.items()]
                others.pop(sender, None)
                if not others:
                    report.leave_out(number, "it is to its sender alone")
                    continue
            except Error as error:
                report.reject(number, error)
                continue
            if same:
                number_of[same] = number
            target, *participants = others
            for column, value in zip(columns.values(), (sender, target, time, participants), strict=True):
                column.append(value)
            for key, name in people:
                if name and not names.get(key):
                    names[key] = _name(name)
            report.accepted += 1
    members = _profiles({key: {"name": name} for key, name in names.items() if name})
    _import_together(network, members=members, keys=[], edges=columns, interactions=True)
    return report.take()


def read_mbox(path: AnyPath, *, max_rejected: int | Literal["all"] = 0) -> Network:
    """A new network from an mbox file or a Maildir: who wrote to whom, and when.

    As `import_mbox` reads it: only headers, one interaction a message, keys that are e-mail addresses in lower case.

    Parameters
    ----------
    path : path
        An mbox file, plain or gzip, or a Maildir.
    max_rejected : int or 'all'
        Up to this many messages may fail.

    Returns
    -------
    Network

    Examples
    --------
    >>> import pathlib, tempfile
    >>> message = "From - Mon\\nFrom: Ana <ana@x.org>\\nTo: bo@x.org, kim@x.org\\nDate: Mon, 06 Nov 2023 10:00:00 +0100\\n\\nHello\\n"
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "mail.mbox")
    ...     _ = file.write_text(message)
    ...     network = hobnob.read_mbox(file)
    >>> network
    <hobnob.Network: 3 members, 0 connections, 1 interactions>
    >>> network.member("ana@x.org").name
    'Ana'
    """
    network = Network()
    import_mbox(network, path, max_rejected=max_rejected)
    return network


# --- address books ---------------------------------------------------------------------------------------------------------------------


def _cards(lines: Iterable[bytes]) -> Iterator[tuple[int, str | None]]:
    """Line and text of every vCard in a file; None for one that is never closed, empty for one that is larger than a card can be.

    Of a card only the properties that are used here are kept: no photo, no note, no card within a card (AGENT). What writers most often get
    wrong, the folding of long values, then hardly matters.
    """
    used = re.compile(r"(?:[\w-]+\.)?(BEGIN|END|VERSION|FN|N|ORG|ADR|EMAIL|TEL)[;:]", re.IGNORECASE)
    card: list[list[str]] = []  # properties, each in the pieces it was folded into
    first = depth = size = 0
    kept = goes_on = in_agent = False  # the property before: is it kept, does it go on as quoted-printable, does a card within follow?
    for number, raw in enumerate(lines, 1):
        line = _text(raw).removeprefix("\ufeff").rstrip("\r\n")
        size += len(line)
        if goes_on and line.upper() != "END:VCARD":
            goes_on = line.endswith("=")
            if kept and size <= LONGEST:
                card[-1][-1] = card[-1][-1][:-1]
                card[-1].append(line)
            continue
        if line[:1] in (" ", "\t") and depth > 0:
            if kept and size <= LONGEST:
                card[-1].append(line[1:])
            continue
        parameters, _, value = line.upper().partition(":")
        found = used.match(line)
        name = found[1].upper() if found else ""
        if name == "BEGIN" and value.strip() == "VCARD":
            if depth > 0 and not in_agent:
                yield first, None
                depth = 0
            depth += 1
            if depth == 1:
                first, card, size = number, [], len(line)
        kept = depth == 1 and name != ""
        if kept and size <= LONGEST:
            card.append([line])
        goes_on = depth > 0 and line.endswith("=") and "QUOTED-PRINTABLE" in parameters
        in_agent = parameters.startswith("AGENT") or (in_agent and not line.strip())
        if name == "END" and value.strip() == "VCARD" and depth > 0:
            depth -= 1
            if depth == 0:
                yield first, "" if size > LONGEST else "\r\n".join(map("".join, card)) + "\r\n"
    if depth > 0:
        yield first, None


def _person(card: str, read: Callable[..., Iterable[Any]]) -> tuple[str, dict[str, str]]:
    """Key and fields of a vCard; the key is empty if it names nobody."""
    try:
        contents: dict[str, list[Any]] = next(iter(read(card))).contents
    except Exception as error:  # whatever the parts of the parser raise
        raise CorruptData(f"the card cannot be read: {_one_line(str(error))[:200]}") from None

    def texts(name: str, part: Callable[[Any], Any] = lambda value: value) -> Iterator[str]:
        for each in contents.get(name, []):
            value = part(each.value)
            if isinstance(value, list):  # it holds commas
                value = ",".join(map(str, value))
            if isinstance(value, str):
                yield _one_line(value)

    def first(found: Iterable[str]) -> str:
        return next(filter(None, found), "")

    parts = [first(texts("n", operator.attrgetter(part))) for part in ("given", "additional", "family")]
    name = first(texts("fn")) or " ".join(filter(None, parts))
    organisation = first(texts("org", lambda units: units[0] if units else ""))
    email = first(_email(text.removeprefix("mailto:")) for text in texts("email"))
    phone = first(re.sub("[^0-9]", "", text.partition(";")[0]) for text in texts("tel"))
    return email or phone or name, {"name": name, "organisation": organisation, "city": first(texts("adr", operator.attrgetter("city")))}


def import_vcards(network: Network, path: AnyPath, *, max_rejected: int | Literal["all"] = 0) -> ImportReport:
    """Add the people of an address book: a file of vCards 2.1, 3.0 or 4.0.

    A card is a member: name, organisation and city. The key is the first e-mail address in lower case, else the digits of the first phone
    number, else the name. What a member said already stays, and empty fields are filled. Cards that name nobody are left out; they stand
    among the rejected rows and are no failure. Needs vobject: pip install hobnob[contacts].

    Parameters
    ----------
    network : Network
        What the people are added to.
    path : path
        A .vcf file of any number of cards, plain or gzip.
    max_rejected : int or 'all'
        Up to this many cards may fail and are reported; one more, and nothing is imported.

    Returns
    -------
    ImportReport
        How many cards there were, how many were accepted, and why the others were not.

    Examples
    --------
    See `read_vcards`.
    """
    import importlib

    try:
        read = importlib.import_module("vobject").readComponents
    except ImportError:
        raise ImportError("vCards are read by vobject, which is not installed: pip install hobnob[contacts]") from None
    report = _Report(network, path, "card at line", max_rejected)
    people: dict[str, dict[str, str]] = {}
    with _opened(path) as lines:
        for line, card in _cards(lines):
            try:
                if card is None:
                    raise CorruptData("the card is never closed by END:VCARD")
                if not card:
                    raise CorruptData(f"the card is larger than {LONGEST} characters")
                key, fields = _person(card, read)
                if not key:
                    report.leave_out(line, "the card names nobody")
                    continue
                Network().add_member(  # refuses what a network would
                    key, name=fields["name"], organisation=fields["organisation"], city=fields["city"]
                )
            except Error as error:
                report.reject(line, error)
                continue
            known = people.setdefault(key, fields)
            for field, text in fields.items():
                known[field] = known[field] or text
            report.accepted += 1
    if not report.accepted and not report.rejected:
        raise CorruptData(f"{report.file}: there is no vCard in it, which begins with BEGIN:VCARD")
    _import_together(network, members=_profiles(people), keys=[], edges={"source": [], "target": []}, interactions=False)
    return report.take()


def read_vcards(path: AnyPath, *, max_rejected: int | Literal["all"] = 0) -> Network:
    """A new network of the people in a file of vCards 2.1, 3.0 or 4.0; it tells of no connections.

    As `import_vcards` reads it; needs vobject: pip install hobnob[contacts].

    Parameters
    ----------
    path : path
        A .vcf file of any number of cards, plain or gzip.
    max_rejected : int or 'all'
        Up to this many cards may fail.

    Returns
    -------
    Network

    Examples
    --------
    >>> import pathlib, tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     file = pathlib.Path(folder, "people.vcf")
    ...     _ = file.write_text("BEGIN:VCARD\\nVERSION:3.0\\nFN:Ana Silva\\nN:Silva;Ana;;;\\nEMAIL:Ana@x.org\\nEND:VCARD\\n")
    ...     network = hobnob.read_vcards(file)
    >>> network.keys(), network.member("ana@x.org").name
    (['ana@x.org'], 'Ana Silva')
    """
    network = Network()
    import_vcards(network, path, max_rejected=max_rejected)
    return network

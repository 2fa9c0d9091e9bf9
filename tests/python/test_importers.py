"""Mail, vCards and other programs' contacts: files are made here, and what they say is counted by hand or by other readers."""

from __future__ import annotations

import email
import email.utils
import gzip
import io
import mailbox
import pathlib
import pickle
import random
import re
import sys

import pytest

import hobnob

MONDAY = "Date: Mon, 06 Nov 2023 10:00:00 +0100\n"
MONDAY_TIME = 1_699_261_200  # date -u -d '2023-11-06 09:00' +%s


def message(sender: str, to: str, *, date: str = MONDAY, more: str = "", body: str = "Hello\n") -> bytes:
    text = f"From MAILER-DAEMON Mon Nov  6 09:00:00 2023\nFrom: {sender}\nTo: {to}\n{date}{more}\n{body}\n"
    return text.encode("utf-8", "surrogateescape")


def mail(tmp_path: pathlib.Path, *messages: bytes, name: str = "mail.mbox") -> pathlib.Path:
    path = tmp_path / name
    path.write_bytes(gzip.compress(b"".join(messages)) if name.endswith(".gz") else b"".join(messages))
    return path


def people(network: hobnob.Network) -> dict[str | int, str]:
    keys = network.keys()
    return {key: network.member(key).name for key in keys}


# --- mail ------------------------------------------------------------------------------------------------------------------------------


def test_a_message_is_one_interaction_with_everybody(tmp_path: pathlib.Path) -> None:
    path = mail(
        tmp_path,
        message(
            "Ana Silva <Ana@X.org>",
            '"Berg, Bo" <bo@x.org>, kim@x.org',
            more="Cc: Cy <cy@x.org>,\n\tBO@x.org\nBcc: dee@x.org, ana@x.org\n",
        ),
    )
    network = hobnob.Network()
    assert hobnob.import_mbox(network, path) == hobnob.ImportReport(rows=1, accepted=1)
    assert people(network) == {"ana@x.org": "Ana Silva", "bo@x.org": "Berg, Bo", "cy@x.org": "Cy", "dee@x.org": "", "kim@x.org": ""}
    assert network.interaction_count == 1
    assert network.last_event() == MONDAY_TIME
    by_hand = hobnob.Network()
    by_hand.add_members({"key": list(people(network)), "name": list(people(network).values())})
    by_hand.add_interaction("ana@x.org", "bo@x.org", MONDAY_TIME, participants=["kim@x.org", "cy@x.org", "dee@x.org"])
    assert network.snapshot(MONDAY_TIME) == by_hand.snapshot(MONDAY_TIME)


def test_names_are_decoded_and_only_fill_what_is_not_said(tmp_path: pathlib.Path) -> None:
    network = hobnob.Network()
    network.add_member("kim@x.org", name="Dr Ng", city="Rome")
    network.add_member("cy@x.org", city="Oslo")
    network.add_interaction("dee@x.org", "kim@x.org", 5)
    path = mail(
        tmp_path,
        message("=?iso-8859-1?q?P=E9rez=2C_An=E1?= <ana@x.org>", "Kim <kim@x.org>, Cy <cy@x.org>, Dee <dee@x.org>"),
        message("ana@x.org", "=?utf-8?B?WsO2w6k=?= =?utf-8?q?_Berg?= <bo@x.org>, =?no-such?q?x=FF?= <eve@x.org>, 'Fay' <fay@x.org>"),
        message("Anna <ana@x.org>", '"bo@x.org" <bo@x.org>, gil@x.org, =?utf-7?q?+2AA-?= <hal@x.org>'),
    )
    hobnob.import_mbox(network, path)
    assert people(network) == {
        "ana@x.org": "Pérez, Aná",
        "bo@x.org": "Zöé Berg",
        "cy@x.org": "Cy",
        "dee@x.org": "Dee",
        "eve@x.org": "=?no-such?q?x=FF?=",
        "fay@x.org": "Fay",
        "gil@x.org": "",
        "hal@x.org": "?",
        "kim@x.org": "Dr Ng",
    }
    assert (network.member("kim@x.org").city, network.member("cy@x.org").city) == ("Rome", "Oslo")


def test_bytes_that_are_no_utf8_are_latin_1(tmp_path: pathlib.Path) -> None:
    path = mail(tmp_path, message("Jos\udce9 <jos\udce9@x.org>", "Zoë <zoë@x.org>", body="\udcff\udcfe\0"))
    assert people(hobnob.read_mbox(path)) == {"josé@x.org": "José", "zoë@x.org": "Zoë"}


def test_lists_of_addresses_as_people_and_programs_write_them(tmp_path: pathlib.Path) -> None:
    for text, keys in {
        "bo@x.org, <kim@x.org>, 'Cy' <cy@x.org>,": ["bo@x.org", "cy@x.org", "kim@x.org"],
        "bo@x.org; kim@x.org": ["bo@x.org", "kim@x.org"],
        "Friends: bo@x.org, kim@x.org;": ["bo@x.org", "kim@x.org"],
        "Berg, Bo <bo@x.org>, kim@x.org (Kim (the) Ng)": ["bo@x.org", "kim@x.org"],
        "Bo <bo@x.org> <bo@x.org>": ["bo@x.org"],
    }.items():
        assert hobnob.read_mbox(mail(tmp_path, message("ana@x.org", text))).keys() == ["ana@x.org", *keys], text


def test_what_counts_once_or_not_at_all_is_told_and_no_failure(tmp_path: pathlib.Path) -> None:
    path = mail(
        tmp_path,
        message("ana@x.org", "bo@x.org", more="Message-ID: <1@x>\n"),
        message("ana@x.org", "Ana <ANA@x.org>"),
        message("ana@x.org", "bo@x.org", more="message-id:\n <1@x>\n"),
        message("ana@x.org", "bo@x.org", more="Message-ID: <2@x>\n"),
        message("ana@x.org", "bo@x.org"),
        message("ana@x.org", "bo@x.org"),
    )
    network = hobnob.Network()
    report = hobnob.import_mbox(network, path)
    assert (report.rows, report.accepted, network.interaction_count) == (6, 4, 4)
    assert [(row.line, row.reason) for row in report.rejected] == [(2, "it is to its sender alone"), (3, "it is message 1 again")]


BAD = {
    "no sender": (message("Ana", "bo@x.org"), "no sender"),
    "two @": (message("ana@x@y", "bo@x.org"), "no sender"),
    "no date": (message("ana@x.org", "bo@x.org", date=""), "no Date"),
    "32 Feb": (message("ana@x.org", "bo@x.org", date="Date: 32 Feb 2023 10:00:00 +0000\n"), "Date must be"),
    "29 Feb": (message("ana@x.org", "bo@x.org", date="Date: 29 Feb 2023 10:00:00 +0000\n"), "Date must be"),
    "year 0": (message("ana@x.org", "bo@x.org", date="Date: 1 Jan 0000 10:00:00 +0000\n"), "Date must be"),
    "year 99999": (message("ana@x.org", "bo@x.org", date="Date: 1 Jan 99999 10:00:00 +0000\n"), "Date must be"),
    "end of time": (message("ana@x.org", "bo@x.org", date="Date: 31 Dec 9999 23:00:00 -0200\n"), "Date must be"),
    "huge zone": (message("ana@x.org", "bo@x.org", date="Date: 1 Jan 2020 10:00:00 +9999999999999999\n"), "Date must be"),
    "noon": (message("ana@x.org", "bo@x.org", date="Date: noon\n"), "Date must be"),
    "nobody": (message("ana@x.org", "undisclosed-recipients:;"), "no recipient"),
    "no address": (message("ana@x.org", "bo, @x.org, kim@, \0@\0"), "no recipient"),
    "comments": (message("ana@x.org", "(" * 100_000), "RFC 5322"),
    "long key": (message("ana@x.org", "b" * 130 + "@x.org"), "at most 128 bytes"),
    "headers": (message("ana@x.org", "bo@x.org", more="X-Long: " + "x" * 1_100_000 + "\n"), "1 MiB"),
    "many headers": (message("ana@x.org", "bo@x.org", more="X-Short: x\n" * 110_000), "1 MiB"),
    "empty": (b"From nobody\n\nFrom: ana@x.org\nTo: bo@x.org\n\n", "no sender"),
}


@pytest.mark.parametrize("name", BAD)
def test_a_bad_message_is_refused_with_file_number_and_reason(tmp_path: pathlib.Path, name: str) -> None:
    content, says = BAD[name]
    good = message("ana@x.org", "bo@x.org")
    path = mail(tmp_path, content, good) if name == "empty" else mail(tmp_path, good, content, good)
    number, rows = (1, 2) if name == "empty" else (2, 3)
    network = hobnob.Network()
    network.add_member("before")
    with pytest.raises(hobnob.Error, match=says) as caught:
        hobnob.import_mbox(network, path)
    assert str(caught.value).startswith(f"{path}: message {number}: ")
    assert isinstance(caught.value, ValueError)
    assert network.keys() == ["before"]
    report = hobnob.import_mbox(network, path, max_rejected=1)
    assert (report.rows, report.accepted) == (rows, rows - 1)
    assert [row.line for row in report.rejected] == [number]
    assert re.search(says, report.rejected[0].reason)
    assert network.keys() == ["ana@x.org", "before", "bo@x.org"]


def test_the_first_failure_too_many_ends_the_import(tmp_path: pathlib.Path) -> None:
    bad = message("ana@x.org", "")
    path = mail(tmp_path, bad, message("ana@x.org", "ana@x.org"), bad, message("ana@x.org", "bo@x.org"))
    network = hobnob.Network()
    with pytest.raises(hobnob.CorruptData, match=r"message 3: .* \(1 were rejected before; max_rejected allows more\)"):
        hobnob.import_mbox(network, path, max_rejected=1)
    assert network.member_count == 0
    for enough in (2, "all"):
        assert hobnob.import_mbox(hobnob.Network(), path, max_rejected=enough).accepted == 1
    for wrong in (-1, 1.5, "some", True, None):
        with pytest.raises(hobnob.InvalidArgument):
            hobnob.import_mbox(network, path, max_rejected=wrong)


def test_dates_are_aware_or_utc(tmp_path: pathlib.Path) -> None:
    for date, seconds in {
        "Mon, 06 Nov 2023 10:00:00 +0100": MONDAY_TIME,
        "Mon, 06 Nov 2023 10:00:00": MONDAY_TIME + 3600,
        "Mon, 06 Nov 2023 10:00:00 -0000": MONDAY_TIME + 3600,
        "6 Nov 23 04:00:00 EST": MONDAY_TIME,
        "1 Jan 0100 00:00:00 +0000": -59_011_459_200,
    }.items():
        assert hobnob.read_mbox(mail(tmp_path, message("ana@x.org", "bo@x.org", date=f"Date: {date}\n"))).last_event() == seconds, date


def test_where_a_message_begins(tmp_path: pathlib.Path) -> None:
    bodies = [
        "From here on, text.\n\nFrom there too:\nyes\n\n>From: quoted\n\nFrom: eve@x.org\nTo: dee@x.org\n",
        "Date: no header\nFrom MAILER-DAEMON Mon Nov  6 09:00:00 2023\nFrom: eve@x.org\n",
        "x" * 3_000_000 + "\n",
        "\n\n\n",
        "",
    ]
    messages = [message("ana@x.org", "bo@x.org", body=body) for body in bodies]
    for content in (b"".join(messages), b"\xef\xbb\xbf\n" + b"".join(messages).replace(b"\n", b"\r\n"), b"".join(messages).rstrip(b"\n")):
        network = hobnob.read_mbox(mail(tmp_path, content.lstrip(b"\xef\xbb\xbf") if content.startswith(b"From") else content[3:]))
        assert (network.interaction_count, network.keys()) == (5, ["ana@x.org", "bo@x.org"])
    only_headers = hobnob.read_mbox(mail(tmp_path, message("ana@x.org", "bo@x.org").split(b"\n\n")[0]))
    assert only_headers.interaction_count == 1


def test_other_readers_see_the_same_mail(tmp_path: pathlib.Path) -> None:
    """Mailboxes written by Python's mailbox, and read by its message parser."""
    random.seed(5)
    somebody = [f"P{i} <p{i}@x.org>" for i in range(20)]
    box, folder = mailbox.mbox(tmp_path / "box"), mailbox.Maildir(tmp_path / "folder")
    sent = folder.add_folder("Sent")
    for number in range(60):
        one = email.message.EmailMessage()
        one["From"] = random.choice(somebody)
        one["To"] = ", ".join(random.sample(somebody, random.randint(1, 9)))
        if number % 3:
            one["Cc"] = ", ".join(random.sample(somebody, 2))
        one["Date"] = email.utils.format_datetime(email.utils.parsedate_to_datetime(MONDAY[6:].strip()).replace(minute=number))
        one["Subject"] = "Grüße " * 20
        one.set_content("From me to you\n\nFrom the start\n" * number)
        if number % 4 == 0:
            one.add_attachment(bytes(range(256)), maintype="application", subtype="octet-stream")
        box.add(one)
        (folder if number % 2 else sent).add(one)
    box.close()
    by_hand = hobnob.Network()
    by_hand.add_members([(f"p{i}@x.org", f"P{i}") for i in range(20)])
    for one in (read := mailbox.mbox(tmp_path / "box")):
        ends = [address for _, address in email.utils.getaddresses([one["From"], one["To"], one["Cc"] or ""]) if address]
        others = [address for address in dict.fromkeys(ends[1:]) if address != ends[0]]
        if others:
            by_hand.add_interaction(ends[0], others[0], email.utils.parsedate_to_datetime(one["Date"]), participants=others[1:])
    read.close()
    for path in (tmp_path / "box", tmp_path / "folder", str(tmp_path / "folder").encode()):
        network = hobnob.read_mbox(path)
        assert network.interaction_count == by_hand.interaction_count > 50
        assert network.snapshot(network.last_event()) == by_hand.snapshot(by_hand.last_event())


def test_packed_and_empty_files(tmp_path: pathlib.Path) -> None:
    assert hobnob.read_mbox(mail(tmp_path, message("ana@x.org", "bo@x.org"), name="mail.mbox.gz")).interaction_count == 1
    for nothing in (mail(tmp_path), mail(tmp_path, name="empty.gz"), mail(tmp_path, b"\n\r\n")):
        assert hobnob.import_mbox(hobnob.Network(), nothing) == hobnob.ImportReport()


def test_what_is_no_mailbox(tmp_path: pathlib.Path) -> None:
    whole = gzip.compress(b"".join(message("ana@x.org", "bo@x.org", more=f"X-Random: {random.random()}\n") for _ in range(2000)))
    damaged = whole[:3000] + bytes(100) + whole[3100:]
    network = hobnob.Network()
    no_mbox = dict.fromkeys((b"ana bo 5\n", b"From: ana@x.org\n", b"\x00" * 5000), "no mbox")
    for content, says in (no_mbox | {whole[:-20]: "gzip", damaged: "gzip"}).items():
        path = tmp_path / "mail"
        path.write_bytes(content)
        with pytest.raises(hobnob.CorruptData, match=says) as caught:
            hobnob.import_mbox(network, path)
        assert str(path) in str(caught.value)
    with pytest.raises(hobnob.IoError, match="no Maildir"):
        hobnob.import_mbox(network, tmp_path)
    with pytest.raises(OSError, match="nowhere"):
        hobnob.import_mbox(network, tmp_path / "nowhere")
    assert network.member_count == 0


@pytest.mark.parametrize("read", [hobnob.import_mbox, hobnob.import_vcards])
def test_keys_are_text(tmp_path: pathlib.Path, read: object) -> None:
    integers = hobnob.Network()
    integers.add_connection(1, 2)
    with pytest.raises(hobnob.InvalidArgument, match="integers"):
        read(integers, mail(tmp_path, message("ana@x.org", "bo@x.org")))  # type: ignore[operator]
    assert integers.keys() == [1, 2]


# --- address books ---------------------------------------------------------------------------------------------------------------------

ANDROID = (
    "BEGIN:VCARD\r\nVERSION:2.1\r\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=C3=91=C3=A9;An=\r\n=C3=A1;;;\r\n"
    "FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:An=C3=A1 =\r\n=C3=91=C3=A9\r\nTEL;CELL;PREF:+34 555-66\r\n"
    "PHOTO;ENCODING=BASE64;JPEG:AAAA\r\n"
    "BBBB:CCCC\r\nORG:Perez\\, Sons;Sales\r\nADR;HOME:;;1 Main St;Rome;;;\r\nEND:VCARD\r\n"
)
IPHONE = (
    "BEGIN:VCARD\nVERSION:3.0\nN:Berg;Bo;Maria;Dr.;\nFN:Dr. Bo Berg\nitem1.EMAIL;type=INTERNET;type=pref:Bo@\n X.org\nEMAIL:other@x.org\n"
    "item2.ADR;type=HOME:;;1 St\\nFlat 2;;;;\nADR:;;2 St;Oslo;;;\nORG:Berg & Co;\nNOTE:no email:x@y.org\nEND:VCARD\n"
)
RFC6350 = "begin:vcard\nversion:4.0\nfn:Kim Ng\nemail;pref=1:mailto:kim@x.org\ntel;value=uri:tel:+1-418-656-9254;ext=102\nend:vcard"


def cards(tmp_path: pathlib.Path, *content: str, encoding: str = "utf-8") -> pathlib.Path:
    path = tmp_path / "people.vcf"
    path.write_bytes("".join(content).encode(encoding))
    return path


def test_cards_of_all_versions(tmp_path: pathlib.Path) -> None:
    network = hobnob.Network()
    path = cards(tmp_path, "\ufeff", ANDROID, "\n", IPHONE, RFC6350)
    assert hobnob.import_vcards(network, path) == hobnob.ImportReport(rows=3, accepted=3)
    assert people(network) == {"3455566": "Aná Ñé", "bo@x.org": "Dr. Bo Berg", "kim@x.org": "Kim Ng"}
    members = [network.member(key) for key in ("3455566", "bo@x.org", "kim@x.org")]
    assert [(member.organisation, member.city) for member in members] == [("Perez, Sons", "Rome"), ("Berg & Co", "Oslo"), ("", "")]
    path = tmp_path / "people.vcf.gz"
    path.write_bytes(gzip.compress(IPHONE.encode()))
    assert hobnob.read_vcards(path).keys() == ["bo@x.org"]


def test_the_key_is_the_email_else_the_phone_else_the_name(tmp_path: pathlib.Path) -> None:
    def key(*lines: str) -> list[str | int]:
        return hobnob.read_vcards(cards(tmp_path, "BEGIN:VCARD\nVERSION:3.0\n", *(line + "\n" for line in lines), "END:VCARD\n")).keys()

    assert key("FN:Ana", "EMAIL:none", "EMAIL:Ana@X.org", "TEL:5") == ["ana@x.org"]
    assert key("FN:Ana", "TEL:unknown", "TEL:+1 (2) 3", "EMAIL:") == ["123"]
    assert key("FN:  Ana \x00 Silva") == ["Ana Silva"]
    assert key("N:Silva;Ana;Maria;;") == ["Ana Maria Silva"]
    assert key("N:Silva") == ["Silva"]
    assert key("FN:", "N:;;;;", "ORG:Co") == []


def test_latin_1_cards(tmp_path: pathlib.Path) -> None:
    assert hobnob.read_vcards(cards(tmp_path, "BEGIN:VCARD\nVERSION:3.0\nFN:José\nEND:VCARD\n", encoding="latin-1")).keys() == ["José"]


def test_what_is_said_already_stays(tmp_path: pathlib.Path) -> None:
    network = hobnob.read_google_contacts(io.StringIO("Name,E-mail 1 - Value,Organization 1 - Name\nBo,BO@x.org,\n"))
    path = cards(tmp_path, IPHONE, IPHONE.replace("Oslo", "Rome"))
    for _ in range(2):
        assert hobnob.import_vcards(network, path).accepted == 2
        assert network.member("bo@x.org") == hobnob.Member(name="Bo", organisation="Berg & Co", city="Oslo")


BAD_CARDS = {
    "never closed": (IPHONE.replace("END:VCARD\n", ""), "never closed"),
    "torn quoted-printable": (ANDROID.replace("=A9\r\n", "\r\n"), "cannot be read"),
    "no line": ("BEGIN:VCARD\nVERSION:3.0\nFN;\xff=\x00\nEND:VCARD\n", "cannot be read"),
    "long key": (f"BEGIN:VCARD\nVERSION:3.0\nFN:{'x' * 200}\nEND:VCARD\n", "at most 128 bytes"),
    "long name": (f"BEGIN:VCARD\nVERSION:3.0\nTEL:5\nFN:{'x' * 100_000}\nEND:VCARD\n", "at most 65536 bytes"),
    "folded without end": ("BEGIN:VCARD\nVERSION:3.0\nTEL:5\nFN:x\n" + f" {'x' * 900}\n" * 20_000 + "END:VCARD\n", "larger than 1048576"),
    "within": (IPHONE.replace("END:VCARD\n", "BEGIN:VEVENT\nEND:VCARD\n"), "cannot be read"),
}


@pytest.mark.parametrize("name", BAD_CARDS)
def test_a_bad_card_is_refused_with_file_line_and_reason(tmp_path: pathlib.Path, name: str) -> None:
    content, says = BAD_CARDS[name]
    path = cards(tmp_path, RFC6350, "\n", content, IPHONE)
    network = hobnob.Network()
    with pytest.raises(hobnob.Error, match=says) as caught:
        hobnob.import_vcards(network, path)
    assert str(caught.value).startswith(f"{path}: card at line 7: ")
    assert len(str(caught.value)) < 600
    assert network.member_count == 0
    report = hobnob.import_vcards(network, path, max_rejected=1)
    assert (report.rows, report.accepted, report.rejected[0].line) == (3, 2, 7)
    assert network.keys() == ["bo@x.org", "kim@x.org"]


def test_cards_within_cards_and_cards_of_nobody(tmp_path: pathlib.Path) -> None:
    agent = ANDROID.replace("END:VCARD", "AGENT:\r\n" + RFC6350.replace("\n", "\r\n") + "\r\nEND:VCARD")
    torn = IPHONE.replace("EMAIL:other@x.org", "EMAIL;ENCODING=QUOTED-PRINTABLE:other@x.org=").split("item2")[0] + "END:VCARD\n"
    path = cards(tmp_path, agent, "BEGIN:VCARD\nVERSION:3.0\nORG:Co\nEND:VCARD\n", torn)
    network = hobnob.Network()
    report = hobnob.import_vcards(network, path)
    assert (report.rows, report.accepted, [row.reason for row in report.rejected]) == (3, 2, ["the card names nobody"])
    assert network.keys() == ["3455566", "bo@x.org"]


def test_what_is_no_file_of_cards(tmp_path: pathlib.Path) -> None:
    for content in ("", "FN:Ana\n", "END:VCARD\n", '["vcard", []]', "\0" * 5000):
        with pytest.raises(hobnob.CorruptData, match="no vCard"):
            hobnob.read_vcards(cards(tmp_path, content))
    for path in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(hobnob.IoError, match="cannot be read"):
            hobnob.read_vcards(path)


def test_without_vobject_the_message_says_what_to_install(tmp_path: pathlib.Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vobject", None)
    with pytest.raises(ImportError, match=r"pip install hobnob\[contacts\]"):
        hobnob.read_vcards(cards(tmp_path, IPHONE))


# --- what C++ reads --------------------------------------------------------------------------------------------------------------------


def test_files_of_two_people_make_introductions(tmp_path: pathlib.Path) -> None:
    header = "Notes:\n\nFirst Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
    ana, bo = "https://www.linkedin.com/in/ana", "linkedin.com/in/bo"
    anas = tmp_path / "Connections.csv"
    anas.write_text(header + f"Bo,Berg,https://{bo}/,,Berg & Co,CEO,06 Nov 2023\n,,,,,,\n", encoding="utf-8-sig")
    network = hobnob.read_linkedin(anas, owner=ana)
    row = header + "Kim,Ng,https://de.linkedin.com/in/kim?x,,,,01 Jan 2020\n"
    report = hobnob.import_linkedin(network, io.BytesIO(gzip.compress(row.encode())), bo)
    assert report == hobnob.ImportReport(rows=1, accepted=1)
    assert network.connection(bo, "linkedin.com/in/ana").since == 1_699_228_800
    assert hobnob.import_linkedin(network, anas, owner=ana).rejected == [hobnob.Rejected(line=5, reason="the row names nobody")]
    view = network.snapshot(network.last_event()).owner_view("open")
    assert [path.members for path, _, _ in hobnob.find_paths(view, "linkedin.com/in/ana", "linkedin.com/in/kim")] == [
        ["linkedin.com/in/ana", bo, "linkedin.com/in/kim"]
    ]
    for owner in (5, ""):
        with pytest.raises(hobnob.InvalidArgument, match="owner"):
            hobnob.read_linkedin(anas, owner)
    with pytest.raises(hobnob.InvalidArgument, match="keys must be text"):
        hobnob.read_linkedin(anas, ana, keys="int")
    with pytest.raises(hobnob.CorruptData, match=r"Connections\.csv"):
        hobnob.read_google_contacts(anas)


def test_reports_can_be_made_and_sent() -> None:
    report = hobnob.ImportReport(rows=2, accepted=1, rejected=[hobnob.Rejected(line=2, reason="why")])
    assert eval(repr(report), {"ImportReport": hobnob.ImportReport, "Rejected": hobnob.Rejected}) == report
    assert pickle.loads(pickle.dumps(report)) == report != hobnob.ImportReport()

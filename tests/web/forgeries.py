"""Every way in which a request may not be Alexa's, each with the reason that the log must give."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import authority
from authority import NOW
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.x509.oid import ExtendedKeyUsageOID
from knocking import ADDRESS, Alexa, Knock, event, seconds

from unit.scripted_server import CUT_OFF, NOT_HTTP, SILENCE, Drip, Hang, Raw, Reply
from web.refused import Why

Forge = Callable[[Alexa], Knock]
ANOTHER = authority.rsa_key("another")


def made(*name_and_time: Any, **fields: Any) -> bytes:
    return json.dumps(event(*name_and_time, **fields)).encode()


def at(address: str) -> Forge:
    return lambda alexa: alexa.knock(address=address)


def chained(**leaf: Any) -> Forge:
    return lambda alexa: Knock(alexa.chain(**leaf), key=leaf.get("key"))


def found(chain: Any) -> Forge:
    return lambda _: Knock(chain)


def said(body: bytes) -> Forge:
    return lambda alexa: alexa.knock(body=body)


def signed(signature: str) -> Forge:
    return lambda alexa: alexa.knock(signature=signature)


def with_headers(*names: str) -> Forge:
    def forge(alexa: Alexa) -> Knock:
        right = dict(alexa.knock().all_headers())
        return alexa.knock(headers=tuple((name, right[name]) for name in names))

    return forge


def from_another_root(_: Alexa) -> Knock:
    between = authority.intermediate(authority.root())
    return Knock(Reply(200, authority.leaf(between).pem + between.pem))


def with_its_own_root(alexa: Alexa) -> Knock:
    # It may well send a root along, with the right name; that does not make it trusted.
    root = authority.root()
    between = authority.intermediate(root)
    return Knock(Reply(200, authority.leaf(between).pem + between.pem + root.pem + alexa.root.pem))


def expired_in_between(alexa: Alexa) -> Knock:
    between = authority.intermediate(alexa.root, until=NOW - seconds(1))
    return Knock(Reply(200, authority.leaf(between).pem + between.pem))


def signed_by_a_leaf(alexa: Alexa) -> Knock:
    # Whoever has any certificate of a trusted root must not be able to make one for Alexa's name.
    theirs = alexa.leaf(key=ANOTHER, names=["shop.example.org"])
    return Knock(Reply(200, authority.leaf(theirs).pem + theirs.pem + alexa.between.pem))


def the_old_header(alexa: Alexa) -> Knock:
    return alexa.knock(headers=(("SignatureCertChainUrl", ADDRESS), ("Signature", authority.sign(made()))))


REDIRECT = Raw(b"HTTP/1.1 302 Found\r\nLocation: /echo.api/good.pem\r\nContent-Length: 0\r\n\r\n")
GARBAGE = Reply(200, b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----")


FORGED: dict[str, tuple[Why, Forge]] = {
    "another host": (Why.ADDRESS, at("https://s3.example.com/echo.api/echo-api-cert-12.pem")),
    "a host that only begins like it": (Why.ADDRESS, at("https://s3.amazonaws.com.example.com/echo.api/cert.pem")),
    "a host with a dot at its end": (Why.ADDRESS, at("https://s3.amazonaws.com./echo.api/cert.pem")),
    "a host in other letters": (Why.ADDRESS, at("https://\u017f3.amazonaws.com/echo.api/cert.pem")),
    "a user in front of another host": (Why.ADDRESS, at("https://s3.amazonaws.com@example.com/echo.api/cert.pem")),
    "a user in front of the host": (Why.ADDRESS, at("https://me:secret@s3.amazonaws.com/echo.api/cert.pem")),
    "a backslash in place of a slash": (Why.ADDRESS, at("https://s3.amazonaws.com\\@example.com/echo.api/cert.pem")),
    "plain http": (Why.ADDRESS, at("http://s3.amazonaws.com/echo.api/cert.pem")),
    "no scheme": (Why.ADDRESS, at("//s3.amazonaws.com/echo.api/cert.pem")),
    "another port": (Why.ADDRESS, at("https://s3.amazonaws.com:563/echo.api/cert.pem")),
    "a port that is no number": (Why.ADDRESS, at("https://s3.amazonaws.com:https/echo.api/cert.pem")),
    "a port that is empty": (Why.ADDRESS, at("https://s3.amazonaws.com:/echo.api/cert.pem")),
    "another path": (Why.ADDRESS, at("https://s3.amazonaws.com/invalid.path/cert.pem")),
    "a path that only begins like it": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api.mine/cert.pem")),
    "a path in capitals": (Why.ADDRESS, at("https://s3.amazonaws.com/EcHo.aPi/cert.pem")),
    "a path that leads out again": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/../mine/cert.pem")),
    "a path that leads out, encoded": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/%2e%2e/mine/cert.pem")),
    "a path that leads out, half encoded": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/.%2E/mine/cert.pem")),
    "a slash, encoded": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/..%2fmine/cert.pem")),
    "a folder, encoded": (Why.ADDRESS, at("https://s3.amazonaws.com/%65cho.api/cert.pem")),
    "the folder alone": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/")),
    "no path": (Why.ADDRESS, at("https://s3.amazonaws.com")),
    "a query": (Why.ADDRESS, at("https://s3.amazonaws.com/echo.api/cert.pem?response-content-type=text")),
    "the path behind a question mark": (Why.ADDRESS, at("https://s3.amazonaws.com?/echo.api/cert.pem")),
    "the path in the fragment": (Why.ADDRESS, at("https://s3.amazonaws.com/#/echo.api/cert.pem")),
    "a space at the front": (Why.ADDRESS, at("https:// s3.amazonaws.com/echo.api/cert.pem")),
    "no address at all": (Why.ADDRESS, at("cert.pem")),
    "expired": (Why.CHAIN, chained(until=NOW - seconds(1))),
    "not yet valid": (Why.CHAIN, chained(since=NOW + seconds(1))),
    "expired in between": (Why.CHAIN, expired_in_between),
    "self-signed": (Why.CHAIN, lambda _: Knock(Reply(200, authority.leaf(None).pem))),
    "another name": (Why.CHAIN, chained(names=["echo-api.example.com"])),
    "a name above it": (Why.CHAIN, chained(names=["amazon.com"])),
    "the name as its subject only": (Why.CHAIN, chained(names=[])),
    "another root": (Why.CHAIN, from_another_root),
    "another root that comes along": (Why.CHAIN, with_its_own_root),
    "issued by a certificate that may not": (Why.CHAIN, signed_by_a_leaf),
    "no link to the root": (Why.CHAIN, lambda alexa: Knock(Reply(200, alexa.leaf().pem))),
    "the links alone": (Why.CHAIN, lambda alexa: Knock(Reply(200, alexa.between.pem + alexa.root.pem))),
    "a certificate for mail": (Why.CHAIN, chained(usage=ExtendedKeyUsageOID.EMAIL_PROTECTION)),
    "a key of another kind": (Why.CHAIN, chained(key=ec.generate_private_key(ec.SECP256R1()))),
    "a certificate of garbage": (Why.CHAIN, found(GARBAGE)),
    "a page in place of a certificate": (Why.CHAIN, found(Reply(200, b"<html>Not here</html>"))),
    "an empty certificate": (Why.CHAIN, found(Reply(200, b""))),
    "half a certificate": (Why.CHAIN, lambda alexa: Knock(Reply(200, alexa.leaf().pem[:700]))),
    "a chain without end": (Why.CHAIN, lambda alexa: Knock(Reply(200, alexa.leaf().pem + alexa.between.pem * 40))),
    "a huge certificate": (Why.NOT_FETCHED, lambda alexa: Knock(Reply(200, alexa.chain().body + b"\n" * 2**16))),
    "a certificate that is not there": (Why.NOT_FETCHED, lambda alexa: Knock(Reply(404, alexa.chain().body))),
    "a redirect": (Why.NOT_FETCHED, found(REDIRECT)),
    "a certificate host that never answers": (Why.NOT_FETCHED, found(Hang())),
    "a certificate host that never ends": (Why.NOT_FETCHED, found(Drip())),
    "a certificate that breaks off": (Why.NOT_FETCHED, found(CUT_OFF)),
    "a certificate host that hangs up": (Why.NOT_FETCHED, found(SILENCE)),
    "a certificate host that speaks something else": (Why.NOT_FETCHED, found(NOT_HTTP)),
    "a tampered body": (Why.SIGNATURE, lambda alexa: alexa.knock(signed=made(), body=made(locale="en-GB"))),
    "a body that only looks the same": (Why.SIGNATURE, lambda alexa: alexa.knock(signed=made(), body=made() + b" ")),
    "another key": (Why.SIGNATURE, lambda alexa: alexa.knock(key=ANOTHER)),
    "another hash": (Why.SIGNATURE, signed(authority.sign(made(), algorithm=SHA1()))),
    "bad base64": (Why.SIGNATURE, signed("not*base64")),
    "base64 with something in between": (Why.SIGNATURE, signed("!" + authority.sign(made()))),
    "base64 cut off": (Why.SIGNATURE, signed(authority.sign(made())[:-3])),
    "letters that no header has": (Why.SIGNATURE, signed("\xe9\xe9")),
    "a signature of nothing": (Why.SIGNATURE, signed("AAAA")),
    "no headers": (Why.HEADERS, with_headers()),
    "no signature": (Why.HEADERS, with_headers("SignatureCertChainUrl")),
    "no address of the certificate": (Why.HEADERS, with_headers("Signature-256")),
    "an empty signature": (Why.HEADERS, signed("")),
    "the signature that was used before": (Why.HEADERS, the_old_header),
    "two signatures": (Why.HEADERS, with_headers("SignatureCertChainUrl", "Signature-256", "Signature-256")),
    "two addresses": (Why.HEADERS, with_headers("SignatureCertChainUrl", "SignatureCertChainUrl", "Signature-256")),
    "old": (Why.WRONG_TIME, said(made(at=NOW - seconds(151)))),
    "from the future": (Why.WRONG_TIME, said(made(at=NOW + seconds(151)))),
    "an old event of a reminder": (Why.WRONG_TIME, said(made("reminder_deleted_in_the_app", NOW - seconds(151)))),
    "a very old event of the skill": (Why.WRONG_TIME, said(made("skill_disabled", NOW - seconds(3601)))),
    "an event of the skill from the future": (Why.WRONG_TIME, said(made("skill_disabled", NOW + seconds(3601)))),
    "the beginning of time": (Why.WRONG_TIME, said(made(timestamp="0001-01-01T00:00:00+14:00"))),
    "the end of time": (Why.WRONG_TIME, said(made(timestamp="9999-12-31T23:59:59-14:00"))),
    "no time": (Why.NO_TIME, said(made(timestamp=None))),
    "a time without a zone": (Why.NO_TIME, said(made(timestamp="2026-11-22T03:00:00"))),
    "a time that is none": (Why.NO_TIME, said(made(timestamp="soon"))),
    "a time in numbers": (Why.NO_TIME, said(made(timestamp=1795316400))),
    "a list": (Why.NO_TIME, said(b"[]")),
    "a request that is a list": (Why.NO_TIME, said(b'{"request": []}')),
    "no JSON": (Why.NOT_JSON, said(b"swollen calf")),
    "nothing": (Why.NOT_JSON, said(b"")),
    "letters that are none": (Why.NOT_JSON, said(b'{"request": "\xff"}')),
    "JSON in another encoding": (Why.NOT_JSON, said(made().decode().encode("utf-16"))),
    "JSON nested without end": (Why.NOT_JSON, said(b"[" * 100_000)),
    "a number without end": (Why.NOT_JSON, said(b"9" * 100_000)),
}  # fmt: skip

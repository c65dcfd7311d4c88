# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

import dns.flags
import dns.message
import dns.rcode
import dns.rrset
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.answer import DnsAnswer, read_answer
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.dns.query import build_query

NAME = "router1.teamviewer.com"
QUERY = build_query(NAME, "A")


def reply(*records, rcode=dns.rcode.NOERROR, flags=0):
    message = dns.message.make_response(dns.message.from_wire(QUERY))
    message.set_rcode(rcode)
    message.flags |= flags
    for owner, record_type, value in records:
        message.answer.append(dns.rrset.from_text(owner, 60, "IN", record_type, value))
    return message


def test_addresses_at_the_end_of_the_aliases():
    packet = reply((NAME + ".", "CNAME", "edge.example."), ("edge.example.", "A", "5.45.100.1"), ("other.example.", "A", "5.45.100.9")).to_wire()
    assert read_answer(packet, QUERY) == DnsAnswer(rcode="NOERROR", addresses=("5.45.100.1",), aliases=("edge.example",))


@pytest.mark.parametrize("rcode", ["NXDOMAIN", "SERVFAIL", "REFUSED"])
def test_any_rcode_is_an_answer(rcode):
    answer = read_answer(reply(rcode=dns.rcode.from_text(rcode)).to_wire(), QUERY)
    assert (answer.well_formed, answer.rcode, answer.addresses) == (True, rcode, ())


def test_an_error_without_the_question_is_an_answer():
    message = reply(rcode=dns.rcode.FORMERR)
    message.question = []
    assert read_answer(message.to_wire(), QUERY).rcode == "FORMERR"


def test_a_cut_off_answer_says_so():
    assert read_answer(reply(flags=dns.flags.TC).to_wire(), QUERY).truncated


def test_aliases_in_a_circle_lead_nowhere():
    packet = reply((NAME + ".", "CNAME", "edge.example."), ("edge.example.", "CNAME", NAME + ".")).to_wire()
    assert read_answer(packet, QUERY).addresses == ()


@pytest.mark.parametrize(
    ("packet", "problem"),
    [
        (b"", "not_dns"),
        (b"HTTP/1.1 400 Bad Request\r\n\r\n", "not_dns"),
        (reply().to_wire()[:-3], "not_dns"),
        (reply().to_wire() + b"more", "not_dns"),
        (QUERY, "not_a_reply"),
        (dns.message.make_response(dns.message.from_wire(build_query("other.example", "A"))).to_wire(), "other_question"),
        (bytes([QUERY[0] ^ 1]) + reply().to_wire()[1:], "other_question"),
    ],
    ids=["nothing", "another protocol", "cut off", "too long", "the query itself", "another name", "another id"],
)
def test_what_is_no_reply_to_our_question(packet, problem):
    answer = read_answer(packet, QUERY)
    assert answer == DnsAnswer(problem=problem)
    assert not answer.well_formed


@given(st.binary(max_size=600))
def test_any_bytes_give_an_answer(packet):
    assert read_answer(packet, QUERY).problem in {"not_dns", "not_a_reply", "other_question"}


@given(st.data())
def test_a_spoiled_reply_gives_an_answer(data):
    whole = reply((NAME + ".", "CNAME", "edge.example."), ("edge.example.", "A", "5.45.100.1")).to_wire()
    position = data.draw(st.integers(0, len(whole) - 1))
    spoiled = whole[:position] + data.draw(st.binary(max_size=4)) + whole[position + data.draw(st.integers(0, 4)) :]
    answer = read_answer(spoiled, QUERY)
    assert answer.well_formed or answer == DnsAnswer(problem=answer.problem)

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

from __future__ import annotations

import asyncio
import socket
import threading

import pytest
from loopback_servers import answer_dns, as_answer, be_silent, drip, say

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.dns import Gate, ask_tcp, ask_udp

QUESTION = b"\x12\x34\x01\x00\x00\x01\x00\x00\x00\x00\x00\x00\x07example\x00\x00\x01\x00\x01"


def udp(port, seconds=10.0):
    async def ask():
        return await ask_udp("127.0.0.1", port, QUESTION, asyncio.get_running_loop().time() + seconds)

    return asyncio.run(ask())


def tcp(port, seconds=10.0):
    return asyncio.run(asyncio.wait_for(ask_tcp("127.0.0.1", port, QUESTION), seconds))


def test_an_answer_over_udp(serve_udp):
    assert udp(serve_udp(as_answer).port) == as_answer(QUESTION)


def test_a_lost_datagram_is_sent_again(serve_udp):
    answers = iter([None])
    server = serve_udp(lambda question: next(answers, as_answer(question)))
    assert udp(server.port) == as_answer(QUESTION)
    assert server.asked == [QUESTION] * 2


def test_an_answer_to_another_question_is_passed_over(serve_udp):
    sent = threading.Event()

    def answer(question):
        if sent.is_set():
            return as_answer(question)
        sent.set()
        return b"\x00\x00" + question[2:]

    assert udp(serve_udp(answer).port) == as_answer(QUESTION)


def test_where_only_strange_answers_come_the_first_is_returned(serve_udp):
    assert udp(serve_udp(lambda question: b"?").port, 0.3) == b"?"


def test_silence_over_udp(serve_udp):
    with pytest.raises(asyncio.TimeoutError):
        udp(serve_udp(lambda question: None).port, 0.3)


def test_a_closed_port_over_udp():
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as listener:
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
    with pytest.raises(ConnectionRefusedError):
        udp(port)


def test_an_answer_over_tcp(serve):
    assert tcp(serve(answer_dns).port) == as_answer(QUESTION)


def test_an_answer_over_tcp_in_pieces(serve):
    answer = as_answer(QUESTION)
    assert tcp(serve(drip(len(answer).to_bytes(2, "big") + answer, 0.001)).port) == answer


def test_an_end_before_the_answer_over_tcp(serve):
    with pytest.raises(ConnectionResetError):
        tcp(serve(say(b"\x00\x20half")).port)


def test_a_resolver_with_too_many_connections_is_asked_again_over_tcp(serve):
    turns = iter([say(b""), say(b"\x00\x20half")])

    def answer_in_turn(connection):
        return next(turns, answer_dns)(connection)

    assert tcp(serve(answer_in_turn).port) == as_answer(QUESTION)


def test_silence_over_tcp(serve):
    with pytest.raises(asyncio.TimeoutError):
        tcp(serve(be_silent).port, 0.3)


def test_a_gate_lets_so_many_through_and_the_next_when_one_ends():
    async def use():
        gate = Gate(width=2, patience=60)
        ends = [await gate.enter(), await gate.enter()]
        third = asyncio.ensure_future(gate.enter())
        await asyncio.sleep(0)
        waited = not third.done()
        ends[0]()
        ends[0]()
        fourth = asyncio.ensure_future(gate.enter())
        await third
        await asyncio.sleep(0)
        return waited, fourth.done()

    assert asyncio.run(use()) == (True, False)


def test_a_gate_does_not_wait_for_those_who_get_no_answer():
    async def use():
        gate = Gate(width=1, patience=0.01)
        for _turn in range(3):
            await gate.enter()
        return True

    assert asyncio.run(use())

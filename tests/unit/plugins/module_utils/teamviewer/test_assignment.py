# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""How a client is brought in and released: against a machine that is played, with a clock of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.assignment import Failed, Surroundings, Wish, assign, unassign
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.command_line import Answer
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.state import State
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.teamviewer.whose import Accepted

FRESH = State(installed=True, client_id="1122334455", version="15.61.3")
ASSIGNED = FRESH._replace(managed=True, management_id="new-1")
OURS = Accepted(management_ids=("old-1",), owner_names=("example it",), configuration_ids=("6abc",))


class Machine:
    """Answers calls from a list, one after the other, the last one again and again; `later` are pairs of a second and the state from then on."""

    def __init__(self, state, *answers, later=(), running=True, call_seconds=1.0):
        self.state = state
        self.answers = list(answers)
        self.later = sorted(later, key=lambda pair: pair[0])
        self.running = running
        self.call_seconds = call_seconds
        self.time = 1000.0
        self.calls = []

    def look(self):
        while self.later and self.time - 1000.0 >= self.later[0][0]:
            self.state = self.later.pop(0)[1]
        return self.state

    def call(self, words, seconds, secret):
        self.calls.append(words)
        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        self.time += min(seconds, self.call_seconds)
        if isinstance(answer, Exception):
            raise answer
        status, state = answer if isinstance(answer, tuple) else (answer, None)
        if state is not None:
            self.state = state
        return Answer(status, "said")

    def sleep(self, seconds):
        self.time += seconds

    @property
    def here(self):
        return Surroundings(self.look, self.call, lambda seconds: self.running, lambda: self.time, self.sleep)

    @property
    def took(self):
        return self.time - 1000.0


def wish(**more):
    return Wish(**{"accepted": OURS, "assignment_id": "ID", **more})


def failure(do, machine, **more):
    with pytest.raises(Failed) as raised:
        do(wish(**more), machine.here)
    return raised.value


def test_a_fresh_client():
    machine = Machine(FRESH, (0, ASSIGNED))
    result = assign(wish(alias="mueller - srv01"), machine.here)
    assert (result.changed, result.after, result.alias, result.attempts, result.exit_status) == (True, ASSIGNED, "mueller - srv01", 1, 0)
    assert machine.calls == [["/usr/bin/teamviewer", "assignment", "--id", "ID", "--device_alias=mueller - srv01"]]


@pytest.mark.parametrize("ours", [
    FRESH._replace(managed=True, management_id="old-1"),
    FRESH._replace(managed=True, management_id="x", owner_company_name="Example IT"),
    FRESH._replace(managed=True, management_id="old-1", client_id=None),
])
def test_a_client_of_ours_is_left_alone_whatever_its_name(ours):
    machine = Machine(ours, 1, running=False)
    result = assign(wish(alias="another name"), machine.here)
    assert (result.changed, result.after, result.alias, machine.calls) == (False, ours, None, [])


def test_the_exit_code_alone_is_not_enough():
    machine = Machine(FRESH, 0, later=[(9, ASSIGNED)])
    assert assign(wish(), machine.here).after == ASSIGNED
    assert 9 <= machine.took < 10
    failed = failure(assign, Machine(FRESH, 0), timeout=30.0)
    assert (failed.reason, failed.result.exit_status, failed.result.changed) == ("state_not_reached", 0, False)


@pytest.mark.parametrize("half", [FRESH._replace(managed=True), FRESH._replace(management_id="new-1")])
def test_half_of_the_state_is_not_enough(half):
    assert failure(assign, Machine(FRESH, (0, half)), timeout=30.0).reason == "state_not_reached"


@pytest.mark.parametrize("status", [2, 400, 41, 146, 407, 48, 3, 99, -9])
def test_what_time_does_not_mend_is_not_tried_again(status):
    machine = Machine(FRESH, status)
    failed = failure(assign, machine)
    assert (failed.reason, failed.result.attempts, failed.result.exit_status) == ("refused", 1, status)
    assert failed.result.outcome.meaning in str(failed)
    assert failed.result.outcome.remedy in str(failed)
    assert "said" in str(failed)


@pytest.mark.parametrize("status", [4, 403, 44, 149, 406, None])
def test_what_time_mends_is_tried_again(status):
    machine = Machine(FRESH, status, status, (0, ASSIGNED))
    result = assign(wish(), machine.here)
    assert (result.changed, result.attempts) == (True, 3)


def test_attempts_are_counted():
    failed = failure(assign, Machine(FRESH, 404), retries=2)
    assert (failed.result.attempts, failed.result.outcome.name) == (3, "another_running")
    assert failure(assign, Machine(FRESH, 404), retries=0).result.attempts == 1


@given(
    statuses=some.lists(some.sampled_from([0, 1, 2, 4, 40, 43, 44, 45, 49, 144, 147, 148, 153, 403, 409, 77, None]), min_size=1, max_size=8),
    retries=some.integers(0, 20), timeout=some.floats(1, 300), lasts=some.floats(0.1, 100), shown=some.booleans(),
)
def test_it_always_ends(statuses, retries, timeout, lasts, shown):
    machine = Machine(FRESH, *statuses, call_seconds=lasts, later=[(timeout / 2, ASSIGNED)] if shown else [])
    try:
        result = assign(wish(retries=retries, timeout=timeout, alias="a"), machine.here)
    except Failed as failed:
        assert failed.reason in ("refused", "state_not_reached")
    else:
        assert result.after == ASSIGNED
        assert result.outcome.name in ("done", "already_assigned")
    # One call that was under way is let to its end, and spellings of an option are no attempts.
    assert machine.took <= timeout + 60 + 1
    assert len(machine.calls) <= retries + 1 + 2


def test_a_call_that_lasts_is_bounded_by_the_time_that_is_left():
    machine = Machine(FRESH, None, call_seconds=1e9)
    assert failure(assign, machine, timeout=90.0).reason == "refused"
    assert 60 < machine.took <= 91


@pytest.mark.parametrize("owner", [{"owner_company_name": "Other"}, {"configuration_id": "9xyz"}])
@pytest.mark.parametrize("adopt", [False, True])
@pytest.mark.parametrize("do", [assign, unassign])
def test_somebody_elses_client_is_left_alone(owner, adopt, do):
    machine = Machine(ASSIGNED._replace(**owner), 0)
    failed = failure(do, machine, adopt=adopt)
    assert (failed.reason, failed.result.changed, machine.calls) == ("foreign", False, [])
    assert next(iter(owner.values())) in str(failed)


def test_somebody_elses_client_is_taken_only_when_told_so():
    other = ASSIGNED._replace(owner_company_name="Other", management_id="other-1")
    machine = Machine(other, (0, other), later=[(6, ASSIGNED)])
    result = assign(wish(reassign=True), machine.here)
    assert (result.changed, result.after) == (True, ASSIGNED)
    assert machine.calls[0][-1] == "--reassign"


def test_a_fresh_client_is_not_reassigned():
    machine = Machine(FRESH, (0, ASSIGNED))
    assign(wish(reassign=True), machine.here)
    assert "--reassign" not in machine.calls[0]


def test_a_client_of_unknown_ownership_is_refused():
    machine = Machine(ASSIGNED, 49)
    failed = failure(assign, machine)
    assert (failed.reason, machine.calls) == ("unknown_owner", [])
    assert "new-1" in str(failed)


@pytest.mark.parametrize("status", [409, 49, 153])
@pytest.mark.parametrize("state, adopt", [(ASSIGNED, True), (ASSIGNED._replace(configuration_id="6abc"), False)])
def test_the_vendor_proves_that_it_is_ours(status, state, adopt):
    machine = Machine(state, status)
    result = assign(wish(adopt=adopt), machine.here)
    assert (result.changed, result.after, result.outcome.name) == (False, state, "already_assigned")
    assert "--reassign" not in machine.calls[0]


@pytest.mark.parametrize("status", [408, 400])
def test_the_vendor_denies_an_adoption(status):
    failed = failure(assign, Machine(ASSIGNED, status), adopt=True)
    assert (failed.reason, failed.result.changed) == ("refused", False)


def test_an_answer_that_was_lost():
    """The console did it, the client learned it later; the next attempt is told so."""
    machine = Machine(FRESH, 403, 409, later=[(12, ASSIGNED)])
    result = assign(wish(), machine.here)
    assert (result.changed, result.after, result.outcome.name) == (True, ASSIGNED, "already_assigned")


def test_the_id_comes_later():
    machine = Machine(State(installed=True), (0, ASSIGNED), later=[(20, FRESH)])
    assert assign(wish(), machine.here).changed is True
    assert machine.took >= 20


def test_the_id_never_comes():
    machine = Machine(State(installed=True), 0)
    failed = failure(assign, machine, timeout=25.0)
    assert (failed.reason, machine.calls) == ("no_client_id", [])
    assert 25 <= machine.took < 27


@pytest.mark.parametrize("do", [assign, unassign])
def test_the_service_does_not_run(do):
    state = FRESH if do is assign else ASSIGNED._replace(management_id="old-1")
    machine = Machine(state, 0, running=False)
    failed = failure(do, machine)
    assert (failed.reason, machine.calls, machine.took) == ("not_running", [], 0.0)


def test_nobody_knows_whether_the_service_runs():
    assert assign(wish(), Machine(FRESH, (0, ASSIGNED), running=None).here).changed is True


def test_nothing_is_installed():
    assert failure(assign, Machine(State(), 0)).reason == "not_installed"
    assert unassign(wish(), Machine(State(), 0).here).changed is False


@pytest.mark.parametrize("do", [assign, unassign])
def test_what_cannot_be_read(do):
    machine = Machine(State(installed=True, managed=None, error="global.conf: Permission denied"), 0)
    assert failure(do, machine).reason == "not_readable"
    assert machine.calls == []


def test_a_program_that_cannot_be_started():
    assert failure(assign, Machine(FRESH, PermissionError("x"))).reason == "not_installed"


def test_another_run_was_faster():
    """It was assigned while this run waited for the id: the vendor says whether to us."""
    machine = Machine(State(installed=True), 409, later=[(3, ASSIGNED)])
    assert assign(wish(), machine.here).changed is True
    machine = Machine(State(installed=True), 0, later=[(3, ASSIGNED._replace(owner_company_name="Other"))])
    assert failure(assign, machine).reason == "changed_meanwhile"
    assert machine.calls == []


@pytest.mark.parametrize(("answers", "options"), [
    ([1, (0, ASSIGNED)], ["--device_alias", "--device-alias"]),
    ([1, 1, (0, ASSIGNED)], ["--device_alias", "--device-alias", None]),
])
def test_other_spellings_of_the_alias(answers, options):
    machine = Machine(FRESH, *answers)
    result = assign(wish(alias="a"), machine.here)
    assert [words[4].partition("=")[0] if len(words) > 4 else None for words in machine.calls] == options
    assert (result.changed, result.attempts) == (True, 1)
    assert (result.alias, len(result.warnings)) == (("a", 0) if options[-1] else (None, 1))


def test_an_old_client_takes_no_alias():
    machine = Machine(FRESH._replace(version="15.43.1"), (0, ASSIGNED))
    result = assign(wish(alias="a"), machine.here)
    assert machine.calls == [["/usr/bin/teamviewer", "assignment", "--id", "ID"]]
    assert (result.alias, len(result.warnings)) == (None, 1)


def test_arguments_that_are_wrong_without_an_alias():
    assert failure(assign, Machine(FRESH, 1)).result.outcome.name == "bad_arguments"


@pytest.mark.parametrize(("state", "more", "changed"), [
    (State(), {}, True),
    (State(installed=True), {}, True),
    (FRESH, {}, True),
    (ASSIGNED._replace(management_id="old-1"), {}, False),
    (ASSIGNED, {"adopt": True}, False),
    (ASSIGNED._replace(configuration_id="6abc"), {}, False),
])
def test_prediction(state, more, changed):
    machine = Machine(state, 1, running=False)
    result = assign(wish(check=True, alias="a", **more), machine.here)
    assert (result.changed, result.alias, machine.calls, machine.took) == (changed, "a" if changed else None, [], 0.0)


def test_a_refusal_is_predicted_too():
    assert failure(assign, Machine(ASSIGNED, 1), check=True).reason == "unknown_owner"


def test_release():
    ours = ASSIGNED._replace(management_id="old-1")
    released = ours._replace(managed=False)
    machine = Machine(ours, 0, later=[(4, released)])
    result = unassign(wish(), machine.here)
    assert (result.changed, result.after, machine.calls) == (True, released, [["/usr/bin/teamviewer", "unassign"]])
    assert unassign(wish(check=True), Machine(ours, 1).here).changed is True
    assert unassign(wish(), Machine(released, 1).here).changed is False


def test_a_release_that_does_not_show():
    assert failure(unassign, Machine(ASSIGNED._replace(management_id="old-1"), 0), timeout=20.0).reason == "state_not_reached"


@pytest.mark.parametrize("state", [ASSIGNED, ASSIGNED._replace(configuration_id="6abc")])
def test_a_release_needs_proof_or_word(state):
    machine = Machine(state, (0, state._replace(managed=False)))
    assert failure(unassign, machine).reason == "unknown_owner"
    assert machine.calls == []
    assert unassign(wish(adopt=True), machine.here).changed is True


def test_a_release_that_the_policy_forbids():
    assert failure(unassign, Machine(ASSIGNED._replace(management_id="old-1"), 48)).result.outcome.name == "denied_by_policy"

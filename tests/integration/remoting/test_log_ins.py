# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a log-in by Ansible's own `winrm` and `psrp` comes to, and how often it was tried, counted at doubles of a WinRM listener. No Windows takes part."""

from __future__ import annotations

import base64
import html
from pathlib import Path

import pytest
import yaml
from playbook_control import ROOT, Control, customer
from stage import AS_ALWAYS, BRIEF, PASSWORD, PATIENT, USER, WAYS, WRONG_PASSWORD
from winrm_listener import Accounts

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.access import status

ALL = tuple(WAYS)
NTLM = ("winrm", "psrp")
BASIC = ("winrm-basic", "psrp-basic")

EXPECTED = [
    # what the device is, ways, reason, detail, attempts that it counted
    ("no right to it", ALL, status.REMOTING_NOT_PERMITTED, None, 1),
    ("no basic", NTLM, status.REMOTING_NOT_PERMITTED, None, 1),
    ("no basic", BASIC, status.BASIC_REFUSED, None, 1),
    ("no ntlm", BASIC, status.REMOTING_NOT_PERMITTED, None, 1),
    ("no ntlm", ["winrm"], status.CREDENTIALS_REJECTED, None, 0),  # pywinrm does not say that it tried nothing (docs/windows.md)
    ("no ntlm", ["psrp"], status.LOGIN_METHOD_NOT_OFFERED, None, 0),
    ("kerberos only", ["psrp"], status.LOGIN_METHOD_NOT_OFFERED, "Kerberos", 0),
    ("too many shells", ALL, status.NO_REMOTING_SESSION, "2150859173", 1),
    ("too many operations", NTLM, status.NO_REMOTING_SESSION, "2150859174", 1),
    ("times out by itself", ["psrp"], status.NO_REMOTING_SESSION, "2150858793", 1),
    ("times out by itself", ["winrm"], status.NO_REMOTING_SESSION, None, 1),
    ("fault without code", ["winrm"], status.NO_REMOTING_SESSION, None, 1),
    ("fault without code", ["psrp"], status.NO_REMOTING_SESSION, "w:InternalError", 1),
    ("hostile fault", ALL, status.NO_REMOTING_SESSION, "1", 1),
    ("huge fault", NTLM, status.NO_REMOTING_SESSION, "1", 1),
    ("fault that says 411", ["psrp", "winrm"], status.NO_REMOTING_SESSION, "1", 1),
    ("no such page", ALL, status.NO_REMOTING_LISTENER, "404", 1),
    ("xhtml", ["winrm"], status.NO_REMOTING_LISTENER, "404", 1),
    ("xhtml", ["psrp"], status.NO_REMOTING_LISTENER, None, 1),
    ("busy", NTLM, status.NO_REMOTING_LISTENER, "503", 1),
    ("garbage", NTLM, status.NO_REMOTING_LISTENER, None, 1),
    ("huge garbage", NTLM, status.NO_REMOTING_LISTENER, "500", 1),
    ("nothing", NTLM, status.NO_REMOTING_LISTENER, None, 1),
    ("a page", ["psrp"], status.NO_REMOTING_LISTENER, None, 1),
    ("a page", ["winrm"], status.NO_REMOTING_SESSION, None, 1),
    ("redirects", NTLM, status.NO_REMOTING_LISTENER, None, 1),
    ("foreign certificate", ALL, status.CERTIFICATE_NOT_TRUSTED, "self-signed certificate in certificate chain", 0),
    ("another's certificate", NTLM, status.CERTIFICATE_NOT_TRUSTED, "Hostname mismatch, certificate is not valid for 'localhost'", 0),
    ("expired certificate", NTLM, status.CERTIFICATE_NOT_TRUSTED, "certificate has expired", 0),
    ("no http", NTLM, status.NO_REMOTING_LISTENER, None, None),
    ("hangs up", NTLM, status.CONNECTION_CLOSED, None, None),
    ("hangs up before TLS", NTLM, status.CONNECTION_CLOSED, None, None),
    ("silent", NTLM, status.CONNECTION_TIMEOUT, None, None),
    ("silent after TLS", NTLM, status.CONNECTION_TIMEOUT, None, None),
    ("no TLS", NTLM, status.NO_REMOTING_LISTENER, None, None),
    ("old TLS", NTLM, status.NO_COMMON_ALGORITHM, "TLSV1_ALERT_PROTOCOL_VERSION", None),
    ("drops packets", NTLM, status.CONNECTION_TIMEOUT, None, None),
    ("absent", NTLM, status.CONNECTION_REFUSED, None, None),
]

NO_ANSWER = ("silent", "silent after TLS", "drops packets")

# What is amiss with the control node or the inventory; the listener would let a right password in.
AMISS = [
    ("wrong password", "winrm", {"ansible_password": WRONG_PASSWORD}, status.CREDENTIALS_REJECTED, None, 1),
    ("wrong password", "psrp", {"ansible_password": WRONG_PASSWORD}, status.CREDENTIALS_REJECTED, None, 1),
    ("wrong password", "winrm-basic", {"ansible_password": WRONG_PASSWORD}, status.BASIC_REFUSED, None, 1),
    ("wrong password", "psrp-basic", {"ansible_password": WRONG_PASSWORD}, status.BASIC_REFUSED, None, 1),
    ("no such user", "psrp", {"ansible_user": "nobody"}, status.CREDENTIALS_REJECTED, None, 1),
    ("kerberos by name", "winrm-basic", {"ansible_user": f"{USER}@MUELLER.EXAMPLE"}, status.CONTROL_NODE_UNFIT, "python kerberos library", 0),
    ("kerberos by name", "psrp", {"ansible_user": f"{USER}@MUELLER.EXAMPLE"}, status.CONTROL_NODE_UNFIT, "gssapi", 0),
    ("kerberos", "winrm", {"ansible_winrm_transport": ["kerberos", "ntlm"]}, status.CONTROL_NODE_UNFIT, "python kerberos library", 0),
    ("kerberos", "psrp", {"ansible_psrp_auth": "kerberos"}, status.CONTROL_NODE_UNFIT, "gssapi", 0),
    ("credssp", "winrm", {"ansible_winrm_transport": "credssp"}, status.CONTROL_NODE_UNFIT, "requests-credssp", 0),
    ("credssp", "psrp", {"ansible_psrp_auth": "credssp"}, status.CONTROL_NODE_UNFIT, "requests_credssp", 0),
    ("no password", "winrm", {"ansible_password": None}, status.CREDENTIALS_MISSING, None, 0),
    ("no password", "psrp", {"ansible_password": None, "ansible_psrp_auth": "ntlm"}, status.CREDENTIALS_MISSING, None, 0),
    ("neither password nor ticket", "psrp", {"ansible_password": None}, status.KERBEROS_TICKET_MISSING, None, 0),
]

FINDINGS = {
    status.REMOTING_NOT_PERMITTED: ("met", None),
    status.CREDENTIALS_REJECTED: ("unmet", "customer"),
    status.BASIC_REFUSED: ("unmet", "undetermined"),
    status.CREDENTIALS_MISSING: ("unmet", "customer"),
    status.LOGIN_METHOD_NOT_OFFERED: ("unknown", "provider"),
    status.CERTIFICATE_NOT_TRUSTED: ("unknown", "provider"),
    status.CONTROL_NODE_UNFIT: ("unknown", "provider"),
    status.KERBEROS_TICKET_MISSING: ("unknown", "provider"),
}
OTHERWISE = ("unknown", "undetermined")


def encoded(secret):
    """How it could stand in a file: as it is, and as Basic writes it."""
    return [secret.encode(), base64.b64encode(f"{USER}:{secret}".encode()), base64.b64encode(secret.encode()).rstrip(b"=")]


def all_said(control, played):
    """Everything that a run left behind, by where."""
    files = {str(path): path.read_bytes() for path in Path(control.folder).rglob("*") if path.is_file() and path.name != "inventory.yml"}
    return {"output": played.output.encode(), **files}


@pytest.fixture(scope="session")
def assessed(stage, ansible, tmp_path_factory):
    """One run over all situations: assessments by host, listeners by host, the run and its control node."""
    control = Control(tmp_path_factory.mktemp("control"), ansible("ansible-playbook"))
    devices, hosts = {}, {}
    situations = stage.situations()
    for way in NTLM:  # these take longest
        devices[f"patience, {way}"] = situations["silent"]()
        hosts[f"patience, {way}"] = stage.variables(way, devices[f"patience, {way}"], waits=PATIENT, maintenance_deadline=1)
    for situation, ways, *_expected in EXPECTED:
        for way in ways:
            name = f"{situation}, {way}"
            devices[name] = situations[situation]()
            hosts[name] = stage.variables(way, devices[name], waits=BRIEF if situation in NO_ANSWER else AS_ALWAYS)
    for amiss, way, variables, *_expected in AMISS:
        name = f"{amiss}, {way}"
        devices[name] = stage.listener()
        hosts[name] = {key: value for key, value in stage.variables(way, devices[name], **variables).items() if value is not None}
    names = {name: f"h{number:03}" for number, name in enumerate(hosts)}
    inventory = {"all": {"children": {"mueller": customer("mueller", "1", {names[name]: variables for name, variables in hosts.items()})}}}
    environment = {**Accounts.NOT_FOR_CLIENTS, "ANSIBLE_LOG_PATH": str(control.folder / "ansible.log")}
    played = control.play(inventory, "--forks", "8", "-vvv", **environment)
    return {name: played.hosts[names[name]] for name in hosts}, devices, played, control


def seen(assessed, name):
    """(access reason, detail), and what the requirement came to: (status, responsible, reason)."""
    assessment = assessed[0][name]
    access = assessment["access"]
    assert access["status"] == status.REASONS[access["reason"]]
    (finding,) = (finding for finding in assessment["findings"] if finding["id"] == "access.credentials")
    return (access["reason"], access["detail"]), (finding["status"], finding["responsible"], finding["reason"])


def as_expected(assessed, name, reason, detail, attempts):
    said, found = seen(assessed, name)
    assert said == (reason, detail)
    assert found[:2] == FINDINGS.get(reason, OTHERWISE)
    assert found[2] == (status.LOGGED_IN if reason == status.REMOTING_NOT_PERMITTED else reason)
    if attempts is not None:
        assert len(assessed[1][name].attempts) == attempts


@pytest.mark.parametrize(("situation", "way", "reason", "detail", "attempts"), [(row[0], way, *row[2:]) for row in EXPECTED for way in row[1]])
def test_what_a_device_is(assessed, situation, way, reason, detail, attempts):
    as_expected(assessed, f"{situation}, {way}", reason, detail, attempts)


@pytest.mark.parametrize(("amiss", "way", "reason", "detail", "attempts"), [(row[0], row[1], *row[3:]) for row in AMISS])
def test_what_is_amiss(assessed, amiss, way, reason, detail, attempts):
    as_expected(assessed, f"{amiss}, {way}", reason, detail, attempts)


@pytest.mark.parametrize("way", NTLM)
def test_no_patience_beyond_the_deadline(assessed, way):
    """The inventory would wait for ten minutes."""
    assert seen(assessed, f"patience, {way}")[0] == (status.CONNECTION_TIMEOUT, None)


@pytest.mark.parametrize("way", ALL)
def test_nothing_is_sent_to_whom_we_do_not_trust(assessed, way):
    assert assessed[1][f"foreign certificate, {way}"].requests == 0
    if way in NTLM:
        assert assessed[1][f"another's certificate, {way}"].requests == assessed[1][f"expired certificate, {way}"].requests == 0


def test_the_run_is_whole(assessed):
    _assessments, _devices, played, _control = assessed
    assert played.status == 0, played.output[-3000:]
    assert not any(assessment["access"]["reason"] in status.LOST for assessment in played.hosts.values())


def test_no_password_is_left_anywhere(assessed):
    _assessments, _devices, played, control = assessed
    everything = all_said(control, played)
    assert b"ESTABLISH WINRM CONNECTION" in everything["output"]
    assert any(name.endswith("ansible.log") for name in everything)
    for secret in (PASSWORD, WRONG_PASSWORD):
        for form in encoded(secret):
            assert [where for where, said in everything.items() if form in said] == []


def test_a_devices_words_are_in_no_finding_and_no_report(assessed):
    _assessments, _devices, _played, control = assessed
    kept = [path for path in control.state.rglob("*") if path.is_file()]
    assert any(path.name == "report.html" for path in kept)
    assert [str(path) for path in kept if b"CANARY-words" in path.read_bytes()] == []


def test_the_report_says_what_to_do(assessed):
    assessments, _devices, played, _control = assessed
    texts = yaml.safe_load((ROOT / "plugins/plugin_utils/catalogue/texts/en/reasons.yml").read_text(encoding="utf-8"))
    report = html.unescape((played.state / "reports" / played.run.run_id / "mueller" / "report.html").read_text(encoding="utf-8"))
    for reason in {assessment["access"]["reason"] for assessment in assessments.values()}:
        assert texts[reason]["todo"][1:] in report, reason  # the first letter's case depends on where it stands


def test_a_refusal_is_remembered_until_the_inventory_changes(stage, control):
    devices = {"ntlm": stage.listener(), "basic": stage.listener(offered=("Negotiate",))}

    def access(**hosts):
        inventory = {"all": {"children": {"mueller": customer("mueller", "1", hosts)}}}
        return control.play(inventory, **Accounts.NOT_FOR_CLIENTS).access()

    ntlm = stage.variables("psrp", devices["ntlm"], ansible_password=WRONG_PASSWORD)
    basic = stage.variables("winrm-basic", devices["basic"])
    assert access(ntlm=ntlm, basic=basic) == {"ntlm": status.CREDENTIALS_REJECTED, "basic": status.BASIC_REFUSED}
    assert access(ntlm=ntlm, basic=basic) == {"ntlm": status.CREDENTIALS_REJECTED_BEFORE, "basic": status.BASIC_REFUSED}
    assert [len(device.attempts) for device in devices.values()] == [1, 1]
    basic["ansible_winrm_transport"] = "ntlm"
    assert access(ntlm=ntlm, basic=basic) == {"ntlm": status.CREDENTIALS_REJECTED_BEFORE, "basic": status.REMOTING_NOT_PERMITTED}
    assert [device.attempts for device in devices.values()] == [["NTLM"], ["Basic", "NTLM"]]


def test_a_control_node_without_the_libraries(stage, tmp_path):
    """The oldest supported ansible-core, in the environment that the other tests use: it has neither pywinrm nor pypsrp."""
    program = ROOT / ".venv" / "bin" / "ansible-playbook"
    if not program.exists():
        pytest.skip(f"no {program}")
    device = stage.listener()
    hosts = {"w1": stage.variables("winrm", device), "p1": stage.variables("psrp", device)}
    played = Control(tmp_path, str(program)).play({"all": {"children": {"mueller": customer("mueller", "1", hosts)}}}, **Accounts.NOT_FOR_CLIENTS)
    assert played.status == 0, played.output
    assert {name: (host["access"]["reason"], host["access"]["detail"]) for name, host in played.hosts.items()} == {
        "w1": (status.CONTROL_NODE_UNFIT, "winrm or requests"),
        "p1": (status.CONTROL_NODE_UNFIT, "pypsrp or dependencies"),
    }
    assert device.requests == 0

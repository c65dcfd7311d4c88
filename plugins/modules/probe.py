#!/usr/bin/python
# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
from __future__ import annotations

DOCUMENTATION = r"""
module: probe
short_description: See what a machine is, what it is configured with, and what it can reach
version_added: 0.1.0
description:
  - Collects one observation of a Linux or macOS machine. The observation holds what the machine is and what the account may do,
    the configured resolvers and their raw answers, the configured proxies, what became of connections to endpoints, the configured
    sources of updates and whether they answer, and traces of remote maintenance software.
  - Decides nothing, writes nothing and changes nothing. Nothing needs to be installed but Python.
  - Everything runs at the same time under one deadline. What hangs costs its own section only, which is then not O(sections)[].complete.
  - User info and query of URLs, arguments of command lines, and names of home folders never leave the machine.
  - docs/probe.md lists what is collected, what is sent to whom, and the limits.
author:
  - BAUER GROUP (@bauer-group)
extends_documentation_fragment:
  - bauer_group.remote_maintenance._attributes
  - bauer_group.remote_maintenance._attributes.machine
  - bauer_group.remote_maintenance._attributes.action_group
  - bauer_group.remote_maintenance._attributes.info_module
requirements:
  - Python 3.8 or newer on the machine, standard library only.
options:
  deadline:
    description:
      - Seconds after which whatever is not finished is reported as far as it has come.
      - Must be greater than 0 and at most 300.
    type: float
    default: 10.0
  sections:
    description:
      - What to collect, everything by default.
      - V(software) is collected only where O(software) says what to look for.
    type: list
    elements: str
    choices: [platform, privilege, resolvers, dns, proxies, endpoints, updates, software]
  dns_queries:
    description:
      - DNS packets to send to each default resolver of the machine and to those in O(dns_resolvers).
      - At most 200.
    type: list
    elements: dict
    default: []
    suboptions:
      id:
        description:
          - What the answers are called.
        type: str
        required: true
      packet:
        description:
          - The query as it goes over the wire, in base64.
        type: str
        required: true
      transports:
        description:
          - How to send it.
        type: list
        elements: str
        choices: [udp, tcp]
        default: [udp, tcp]
  dns_resolvers:
    description:
      - Addresses of further resolvers to ask, optionally with a port, as in V(9.9.9.9), V(192.0.2.1:5353), or V([2001:db8::1]:53).
    type: list
    elements: str
    default: []
  endpoints:
    description:
      - What to connect to, at most 1000.
      - Each is tried over IPv4 and IPv6 as far as its name has addresses, and through each configured proxy that is responsible for it.
    type: list
    elements: dict
    default: []
    suboptions:
      id:
        description:
          - What the attempts are called.
        type: str
        required: true
      name:
        description:
          - Host name or address.
        type: str
        required: true
      port:
        description:
          - Port, 1 to 65535.
        type: int
        required: true
      protocol:
        description:
          - V(tcp) connects, V(udp) sends a datagram and listens shortly, V(tls) shakes hands and reads the certificates,
            V(http) asks for a page.
        type: str
        choices: [tcp, udp, tls, http]
        required: true
      scheme:
        description:
          - For V(http), whether it goes over TLS.
        type: str
        choices: [http, https]
        default: http
      path:
        description:
          - For V(http), path and query.
        type: str
        default: /
      packet:
        description:
          - For V(udp), what to send, in base64. An empty datagram by default.
        type: str
      body:
        description:
          - For V(http), whether to return the beginning of the body.
        type: bool
        default: false
  known_certificates:
    description:
      - SHA-256 digests in hexadecimal of certificates that need not be returned.
    type: list
    elements: str
    default: []
  trust_anchor:
    description:
      - Certificates in PEM to trust in addition to those that the machine trusts.
    type: str
    default: ''
  software:
    description:
      - What software to look for, as the product catalogue compiles it.
    type: dict
  root:
    description:
      - Folder below which files are read, for trees of files taken from another machine.
      - Programs of the system are run only with the default.
    type: path
    default: /
  as_text:
    description:
      - Whether RV(observation_text) is returned instead of RV(observation).
      - Ansible looks at every single value that a module returns, on both sides; for the thousands in an observation this takes longer than
        some of the looking.
    type: bool
    default: false
notes:
  - The module runs in a child process that Ansible does not wait for longer than the deadline and one second.
  - Ansible itself writes the parameters of every module into the machine's system log, unless C(ansible_no_target_syslog) is set.
seealso:
  - module: bauer_group.remote_maintenance.assess
"""

EXAMPLES = r"""
- name: See whether the machine reaches the vendor's servers
  bauer_group.remote_maintenance.probe:
    sections: [proxies, endpoints]
    endpoints:
      - id: router1.teamviewer.com:5938/tcp
        name: router1.teamviewer.com
        port: 5938
        protocol: tcp
      - id: app.atera.com:443/tls
        name: app.atera.com
        port: 443
        protocol: tls
  register: seen

- name: See which resolvers the machine has and where its updates come from
  bauer_group.remote_maintenance.probe:
    sections: [resolvers, updates]
    deadline: 5
"""

RETURN = r"""
observation:
  description:
    - What was seen, in the form of the schema C(observation.json) of this collection, at most 128 kB.
  returned: success, without O(as_text)
  type: dict
  contains:
    format:
      description: Version of the form.
      type: int
      returned: success
      sample: 1
    collector:
      description: Name and version of what collected, and the interpreter it ran in.
      type: dict
      returned: success
      sample: {name: probe, version: 0.1.0, runtime: python 3.11.2}
    complete:
      description: Whether all sections are complete.
      type: bool
      returned: success
      sample: true
    started_at:
      description: When the probe began, in UTC by the machine's own clock.
      type: str
      returned: success
      sample: '2026-11-23T08:30:00Z'
    elapsed:
      description: How many seconds it took.
      type: float
      returned: success
      sample: 0.41
    deadline:
      description: How many seconds it had.
      type: float
      returned: success
      sample: 10.0
    sections:
      description: For each section whether it is complete, how long it took, and what could not be looked at.
      type: dict
      returned: success
      sample: {resolvers: {complete: true, elapsed: 0.01}}
    platform:
      description: What the machine is.
      type: dict
      returned: when the section was asked for and could be collected
      sample: {system: linux, distribution: debian, version: '12', architecture: x86_64}
    privilege:
      description: What the account may do.
      type: dict
      returned: when the section was asked for and could be collected
      sample: {administrative: true, account: root, confined: null}
    resolvers:
      description: The configured resolvers and what they are asked for.
      type: list
      elements: dict
      returned: when the section was asked for
      sample: [{address: 192.0.2.1, port: 53, scope: default, source: resolv_conf, interface: null}]
    dns:
      description: What became of each query, and the raw answer in base64.
      type: list
      elements: dict
      returned: when the section was asked for
    proxies:
      description: The configured proxies and whose they are, without user info.
      type: list
      elements: dict
      returned: when the section was asked for
      sample: [{id: apt, url: 'http://proxy.example.com:3128', owner: apt, schemes: [http, https], bypass: [], authenticated: false}]
    endpoints:
      description: What became of each attempt.
      type: list
      elements: dict
      returned: when the section was asked for
      sample: [{id: 'app.atera.com:443/tcp', via: direct, family: ipv4, address: 203.0.113.7, outcome: open, elapsed: 0.021}]
    updates:
      description: The package managers, the configured sources, and whether they answer.
      type: dict
      returned: when the section was asked for
    software:
      description: Traces of the products that were looked for, and what the vendors' own files say of them.
      type: dict
      returned: when the section was asked for with O(software)
    certificates:
      description: The certificates that were shown, DER in base64 by their SHA-256, except those in O(known_certificates).
      type: dict
      returned: when there are any
    dropped:
      description: How many entries of which section did not fit into the size limit.
      type: dict
      returned: when something did not fit
observation_text:
  description: RV(observation) as JSON.
  returned: success, with O(as_text)
  type: str
"""

import json

from ansible.module_utils.basic import AnsibleModule

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observe import ParameterError, ProbeFailed, observe
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import PROTOCOLS, SCHEMES, SECTIONS, TRANSPORTS

ENDPOINT = {
    "id": {"type": "str", "required": True},
    "name": {"type": "str", "required": True},
    "port": {"type": "int", "required": True},
    "protocol": {"type": "str", "required": True, "choices": list(PROTOCOLS)},
    "scheme": {"type": "str", "choices": list(SCHEMES), "default": "http"},
    "path": {"type": "str", "default": "/"},
    "packet": {"type": "str"},
    "body": {"type": "bool", "default": False},
}
DNS_QUERY = {
    "id": {"type": "str", "required": True},
    "packet": {"type": "str", "required": True},
    "transports": {"type": "list", "elements": "str", "choices": list(TRANSPORTS), "default": list(TRANSPORTS)},
}
ARGUMENTS = {
    "deadline": {"type": "float", "default": 10.0},
    "sections": {"type": "list", "elements": "str", "choices": list(SECTIONS)},
    "dns_queries": {"type": "list", "elements": "dict", "default": [], "options": DNS_QUERY},
    "dns_resolvers": {"type": "list", "elements": "str", "default": []},
    "endpoints": {"type": "list", "elements": "dict", "default": [], "options": ENDPOINT},
    "known_certificates": {"type": "list", "elements": "str", "default": []},
    "trust_anchor": {"type": "str", "default": ""},
    "software": {"type": "dict"},
    "root": {"type": "path", "default": "/"},
    "as_text": {"type": "bool", "default": False},
}


def main() -> None:
    module = AnsibleModule(argument_spec=ARGUMENTS, supports_check_mode=True)
    as_text = module.params.pop("as_text")
    try:
        observation = observe(module.params)
    except ParameterError as problem:
        module.fail_json(msg=str(problem))
    except ProbeFailed as problem:
        module.fail_json(msg=f"The probe failed: {problem}")
    returned = {"observation_text": json.dumps(observation, separators=(",", ":"))} if as_text else {"observation": observation}
    # The plan is not sent back: it may be as long as the observation.
    module.exit_json(changed=False, invocation={}, **returned)


if __name__ == "__main__":
    main()

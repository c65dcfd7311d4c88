# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""Every reason that a finding of the judge can carry. Each has its sentences in catalogue/texts/<language>/reasons.yml,
like those of access/status.py, which the access findings carry.
"""

from __future__ import annotations

from enum import StrEnum


class Reason(StrEnum):
    """Codes: public, stable, `[a-z][a-z0-9_]*`."""

    # Before anything is judged
    CONTRACT_INVALID = "contract_invalid"
    DEVICE_CLASS_MISSING = "device_class_missing"
    NOT_FOR_DEVICE_CLASS = "not_for_device_class"
    PRODUCT_NOT_IN_CONTRACT = "product_not_in_contract"
    NOT_IN_THIS_VERSION = "not_in_this_version"
    NO_ACCESS = "no_access"
    NO_COLLECTOR = "no_collector"
    PROBE_HUNG = "probe_hung"
    PROBE_FAILED = "probe_failed"
    SECTION_MISSING = "section_missing"
    SECTION_INCOMPLETE = "section_incomplete"
    OBSERVATION_INVALID = "observation_invalid"
    REFERENCE_OFFLINE = "reference_offline"
    NO_REFERENCE = "no_reference"
    NO_ENDPOINTS_IN_CATALOGUE = "no_endpoints_in_catalogue"

    # client.*
    CLIENT_RUNS = "client_runs"
    CLIENT_MISSING = "client_missing"
    CLIENT_REMOVED = "client_removed"
    CLIENT_SUSPECTED = "client_suspected"
    CLIENT_NOT_RUNNING = "client_not_running"
    CLIENT_NOT_AT_BOOT = "client_not_at_boot"
    CLIENT_BOOT_UNKNOWN = "client_boot_unknown"
    CLIENT_RULED_OUT = "client_ruled_out"
    CLIENT_OWNER_UNKNOWN = "client_owner_unknown"
    STAYS_OFF_BY_AGREEMENT = "stays_off_by_agreement"
    NO_UNATTENDED_ACCESS = "no_unattended_access"
    CLIENT_REGISTERED = "client_registered"
    CLIENT_UNMANAGED = "client_unmanaged"
    CLIENT_REGISTRATION_UNPROVEN = "client_registration_unproven"
    ACCESS_AGREED_BY_CONTRACT = "access_agreed_by_contract"
    CONTRACT_NOT_RUNNING = "contract_not_running"
    NO_CLIENT_OUTSIDE_CONTRACT = "no_client_outside_contract"
    CLIENT_DESPITE_AGREEMENT = "client_despite_agreement"
    CONSENT_GIVEN = "consent_given"
    CONSENT_WITHDRAWN = "consent_withdrawn"
    CONSENT_NOT_FILED = "consent_not_filed"
    CONSENT_MISSING = "consent_missing"

    # client.attended
    UNATTENDED_AGREED = "unattended_agreed"
    ATTENDED_CLIENT_FOUND = "attended_client_found"
    ATTENDED_LINK_ANSWERS = "attended_link_answers"
    ATTENDED_LINK_BLOCKED = "attended_link_blocked"
    ATTENDED_LINK_DOWN = "attended_link_down"
    ATTENDED_LINK_NOT_ASKED = "attended_link_not_asked"
    ATTENDED_LINK_OTHER_ANSWER = "attended_link_other_answer"
    ATTENDED_NO_LINK = "attended_no_link"

    # client.exclusive
    NO_OTHER_CLIENT = "no_other_client"
    OTHERS_AGREED = "others_agreed"
    FOREIGN_CLIENT = "foreign_client"
    FOREIGN_CLIENT_NOT_AS_AGREED = "foreign_client_not_as_agreed"
    EXCLUSIVE_UNCLEAR = "exclusive_unclear"

    # software.other
    NO_OTHER_SOFTWARE = "no_other_software"
    OTHER_SOFTWARE_FOUND = "other_software_found"
    OTHER_SOFTWARE_AGREED = "other_software_agreed"
    OTHER_SOFTWARE_SUSPECTED = "other_software_suspected"

    # agent.monitoring
    AGENT_RUNS = "agent_runs"
    AGENT_MISSING = "agent_missing"
    AGENT_NOT_RUNNING = "agent_not_running"
    AGENT_SUSPECTED = "agent_suspected"
    AGENT_OWNER_UNKNOWN = "agent_owner_unknown"
    AGENT_FOREIGN = "agent_foreign"

    # internet.http
    HTTP_REACHED = "http_reached"
    HTTP_REACHED_BY_PROXY = "http_reached_by_proxy"
    HTTP_REACHED_IPV6_BROKEN = "http_reached_ipv6_broken"
    HTTP_CAPTIVE_PORTAL = "http_captive_portal"
    HTTP_BLOCKED = "http_blocked"
    HTTP_UNRESOLVED = "http_unresolved"
    HTTP_UNCLEAR = "http_unclear"
    HTTP_NOT_ASKED = "http_not_asked"
    INTERNET_FAILS_EVERYWHERE = "internet_fails_everywhere"

    # internet.https
    HTTPS_REACHED = "https_reached"
    HTTPS_REACHED_BY_PROXY = "https_reached_by_proxy"
    HTTPS_REACHED_IPV6_BROKEN = "https_reached_ipv6_broken"
    HTTPS_BLOCKED = "https_blocked"
    HTTPS_UNRESOLVED = "https_unresolved"
    HTTPS_INTERCEPTED = "https_intercepted"
    HTTPS_WRONG_NAME = "https_wrong_name"
    HTTPS_EXPIRED = "https_expired"
    HTTPS_NOT_YET_VALID = "https_not_yet_valid"
    HTTPS_CLOCK_WRONG = "https_clock_wrong"
    HTTPS_UNTRUSTED = "https_untrusted"
    HTTPS_UNCLEAR = "https_unclear"

    # dns.*
    DNS_UDP_ANSWERED = "dns_udp_answered"
    DNS_UDP_SILENT = "dns_udp_silent"
    DNS_TCP_ANSWERED = "dns_tcp_answered"
    DNS_TCP_SILENT = "dns_tcp_silent"
    DNS_NO_RESOLVER = "dns_no_resolver"
    DNS_UPSTREAMS_UNKNOWN = "dns_upstreams_unknown"
    DNS_NOT_ASKED = "dns_not_asked"
    DNS_CONTROL_NODE_FAILS = "dns_control_node_fails"
    DNS_RESOLVES = "dns_resolves"
    DNS_HIJACKED = "dns_hijacked"
    DNS_SINKHOLE = "dns_sinkhole"
    DNS_PRIVATE_ADDRESS = "dns_private_address"
    DNS_NAME_MISSING = "dns_name_missing"
    DNS_FAILS = "dns_fails"
    DNS_FAILS_EVERYWHERE = "dns_fails_everywhere"
    DNS_UNCLEAR = "dns_unclear"

    # endpoints.*
    ENDPOINTS_REACHED = "endpoints_reached"
    ENDPOINTS_REACHED_BY_OTHER_PORT = "endpoints_reached_by_other_port"
    ENDPOINTS_REACHED_BY_PROXY = "endpoints_reached_by_proxy"
    ENDPOINTS_BLOCKED = "endpoints_blocked"
    ENDPOINTS_UNRESOLVED = "endpoints_unresolved"
    ENDPOINTS_WRONG_PEER = "endpoints_wrong_peer"
    ENDPOINTS_NOT_TRUSTED = "endpoints_not_trusted"
    ENDPOINTS_DOWN_EVERYWHERE = "endpoints_down_everywhere"
    ENDPOINTS_NOT_SEEN = "endpoints_not_seen"
    ENDPOINTS_UNCONFIRMED = "endpoints_unconfirmed"

    # updates.source
    UPDATES_ANSWER = "updates_answer"
    UPDATES_ANSWER_BY_PROXY = "updates_answer_by_proxy"
    UPDATES_SWITCHED_OFF = "updates_switched_off"
    UPDATES_BLOCKED = "updates_blocked"
    UPDATES_FAIL = "updates_fail"
    UPDATES_DOWN_EVERYWHERE = "updates_down_everywhere"
    UPDATES_UNCLEAR = "updates_unclear"
    UPDATES_THIRD_PARTY_FAILS = "updates_third_party_fails"
    UPDATES_NO_VENDOR_SOURCE = "updates_no_vendor_source"

    # access.*, besides those of access/status.py
    LOGGED_IN = "logged_in"
    ADMINISTRATIVE = "administrative"
    PRIVILEGE_NOT_SEEN = "privilege_not_seen"

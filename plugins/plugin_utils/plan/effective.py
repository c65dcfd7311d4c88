# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""The catalogue with what the settings put in its place."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.catalogue.endpoints import EndpointCatalogue, EndpointEntry, EndpointGroup
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.links import links_group
from ansible_collections.bauer_group.remote_maintenance.plugins.plugin_utils.plan.settings import HttpsProbe, Settings

INTERNET = "internet"
LINKS = "links"


def effective_catalogue(catalogue: EndpointCatalogue, settings: Settings) -> EndpointCatalogue:
    """A named HTTPS host stands for all groups of `internet.https`; changed links change the group `links`. Doing it twice changes nothing."""
    groups = catalogue.groups
    if settings.https_probe is not None:
        groups = (*(group for group in groups if group.requirement != "internet.https"), _internet(settings.https_probe))
    return EndpointCatalogue(tuple(links_group(settings.links, group) if group.id == LINKS else group for group in groups))


def _internet(probe: HttpsProbe) -> EndpointGroup:
    entry = EndpointEntry(
        pattern=probe.host,
        names=(probe.host,),
        ports=((probe.port, "tls"),),
        required=True,
        confidence="vendor",
        source="maintenance_https_probe",
        date="",
    )
    return EndpointGroup(id=INTERNET, requirement="internet.https", semantics="any", entries=(entry,))

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later

"""The sections that need nothing but the machine itself."""

from __future__ import annotations

from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.network.threads import in_thread
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.observation import Observation
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.parameters import Parameters
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.probe.sections import Section
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.platform import collect_platform
from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.system.privilege import collect_privilege


class Local:
    """Each section in a thread of its own: files and programs may hang."""

    def __init__(self, parameters: Parameters, observation: Observation) -> None:
        self._parameters = parameters
        self._observation = observation

    async def observe_platform(self, section: Section) -> None:
        """The section `platform`."""
        seen = self._observation
        await in_thread(lambda: collect_platform(self._parameters.root, seen.commands, seen.platform, section.errors), "platform")

    async def observe_privilege(self, section: Section) -> None:
        """The section `privilege`."""
        await in_thread(lambda: collect_privilege(self._parameters.root, self._observation.privilege), "privilege")

    async def observe_software(self, section: Section) -> None:
        """The section `software`."""
        await in_thread(lambda: self._look_for_software(section), "software")
        if section.errors:
            # What could not be looked at may be there.
            section.lack("not everything could be looked at")

    def _look_for_software(self, section: Section) -> None:
        # Compiled here, in its thread, while the network is waited for; it is a third of the collection's code.
        from ansible_collections.bauer_group.remote_maintenance.plugins.module_utils.software.collect import collect_software

        seen = self._observation
        collect_software(self._parameters.software, self._parameters.root, homes=seen.homes, found=seen.software, errors=section.errors, cutoff=seen.cutoff)

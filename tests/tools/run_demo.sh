#!/bin/sh
# Runs the compliance playbook on inventories/demo and says where the report lies. Needs .venv and the collection's symlink.
set -eu
run_id=demo-$(date -u +%Y%m%dT%H%M%SZ)
.venv/bin/ansible-playbook --inventory inventories/demo --extra-vars "maintenance_run_id=$run_id" bauer_group.remote_maintenance.compliance
report=$PWD/.ansible/state/reports/$run_id/demo/report.html
test -s "$report"
echo
echo "The report: $report"

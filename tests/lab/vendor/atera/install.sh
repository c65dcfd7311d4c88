#!/usr/bin/env bash
# DOUBLE of the vendor's install script for the lab, not the vendor's. What of it is known and what assumed says the README.
account='@ACCOUNT@' login='@LOGIN@' token='@TOKEN@' mode='@MODE@' pause='@PAUSE@'

echo "Installing the agent with $token"
for needed in sudo lshw; do
    command -v "$needed" > /dev/null || { echo "$needed is not installed" >&2; exit 1; }
done
[ "$mode" = fails ] && { echo "the server refuses $token" >&2; exit 3; }

mkdir -p /usr/lib/atera-agent /etc/atera-agent /var/log/atera-agent
chmod 0700 /etc/atera-agent
cp /usr/bin/sleep /usr/lib/atera-agent/AteraAgent
cat > /usr/lib/atera-agent/connect.sh <<CONNECT
#!/bin/sh
# The agent's first contact: from then on it knows its own number.
[ $mode = silent ] && exit 0
umask 077
sleep 2
printf '{"RegistryStore": {"AccountId": "%s", "AgentId": "%s", "IntegratorLogin": "%s", "DeviceToken": "CANARY-atera-device-7hJk"}}' \\
    '$account' "agent-\$(cut -c1-12 /etc/machine-id)" '$login' > /etc/atera-agent/regstore.json
CONNECT
chmod 0700 /usr/lib/atera-agent/connect.sh
sleep "$pause"

# Without its .NET runtime the vendor's script creates no service, and says that all went well.
if [ "$mode" != lies ]; then
    cat > /etc/systemd/system/AteraAgent.service <<'UNIT'
[Unit]
Description=DOUBLE of Atera's agent for the lab
[Service]
ExecStart=/usr/lib/atera-agent/AteraAgent infinity
ExecStartPost=/bin/sh -c '/usr/lib/atera-agent/connect.sh &'
[Install]
WantedBy=multi-user.target
UNIT
    systemctl daemon-reload
    systemctl --quiet enable --now AteraAgent.service
fi
echo "The agent was installed successfully"

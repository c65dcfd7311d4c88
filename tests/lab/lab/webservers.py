# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""nginx' settings: the vendors' servers and their impostors."""
from __future__ import annotations

from lab.topology import Address, Service, Topology

CERTIFICATES = "/etc/lab/tls"
CONSOLE_PORT = 8900
PORTAL_PAGE = "http://portal.gasthof-adler.net/login"

_SETTINGS = """\
user www-data;
worker_processes 1;
pid /run/nginx.pid;
include /etc/nginx/modules-enabled/*.conf;
events {{ worker_connections 4096; }}
http {{
  server_names_hash_bucket_size 128;
  map_hash_bucket_size 128;
  default_type text/plain;
  # Paths may be secrets of a vendor's customer, so that of files only their server and size are noted.
  log_format files "$host $status $bytes_sent";
  access_log /var/log/nginx/access.log;
  ssl_protocols TLSv1.2 TLSv1.3;
  map $ssl_server_name $service {{
    hostnames;
    default unknown;
{names}  }}
{servers}}}
stream {{
{streams}}}
"""
_FILES = "root /srv/lab/$host; access_log /var/log/nginx/files.log files; log_not_found off;"
_ARCHIVE = """\
    location ~ /InRelease$ { return 200 "Origin: Lab\\n"; }
    location ~ /repomd[.]xml$ { return 200 "<repomd/>\\n"; }
"""


def settings(plan: Topology) -> str:
    """nginx.conf."""
    names = "".join(f"    {name} {service.name};\n" for service in plan.services for name in service.names if service.tls)
    servers = [_vendor(plan, service) for service in plan.services if service.tls or service.http]
    servers += [
        _impostor(plan.impostors["portal"], 80, f"return 302 {PORTAL_PAGE};"),
        *(_impostor(plan.impostors[name], 443, 'return 200 "served by an impostor\\n";', name) for name in ("foreign", "expired", "wrong_name")),
    ]
    streams = [_stream(plan, service) for service in plan.services]
    return _SETTINGS.format(names=names, servers="".join(servers), streams="".join(streams))


def _vendor(plan: Topology, service: Service) -> str:
    tls = [port for port in service.tls if port == 443]
    listening = "".join(
        f"    listen {socket}:{port}{kind};\n"
        for port, kind in [*((port, " ssl") for port in tls), *((port, "") for port in service.http)]
        for socket in _sockets(plan, service)
    )
    locations = "".join(f"    location = {path} {{ return 302 {target}; }}\n" for path, target in service.redirects.items())
    locations += "".join(f'    location = {path} {{ return 200 "{answer}\\n"; }}\n' for path, answer in service.answers.items())
    locations += "".join(f"    location {path} {{ {_FILES} }}\n" for path in service.files)
    locations += "".join(f"    location {path} {{ proxy_pass http://127.0.0.1:{CONSOLE_PORT}; proxy_read_timeout 300; }}\n" for path in service.console)
    if service.archive:
        locations += _ARCHIVE
    fallback = "return 404" if service.archive else 'return 200 "$host\\n"'
    return (
        f"  server {{\n{listening}    server_name {' '.join(service.names)};\n{_certificate('vendors', service.name)}{locations}"
        f"    location / {{ {fallback}; }}\n  }}\n"
    )


def _impostor(address: Address, port: int, answer: str, certificates: str | None = None) -> str:
    kind = " ssl" if certificates else ""
    chosen = _certificate(certificates, "wrong-name" if certificates == "wrong_name" else "$service") if certificates else ""
    return (
        f"  server {{\n    listen {address.address4}:{port}{kind} default_server;\n    listen [{address.address6}]:{port}{kind} default_server;\n"
        f"{chosen}    location / {{ {answer} }}\n  }}\n"
    )


def _stream(plan: Topology, service: Service) -> str:
    """TLS beside 443, and ports that do no more than accept."""
    text = ""
    for port in service.tls:
        if port != 443:
            listening = "".join(f"    listen {socket}:{port} ssl;\n" for socket in _sockets(plan, service))
            text += f"  server {{\n{listening}{_certificate('vendors', service.name)}    return \"\";\n  }}\n"
    for port in service.tcp:
        listening = "".join(f"    listen {socket}:{port};\n" for socket in _sockets(plan, service))
        text += f"  server {{\n{listening}    return \"\";\n  }}\n"
    return text


def _certificate(folder: str, name: str) -> str:
    return f"    ssl_certificate {CERTIFICATES}/{folder}/{name}.pem;\n    ssl_certificate_key {CERTIFICATES}/{folder}/{name}.key;\n"


def _sockets(plan: Topology, service: Service) -> list[str]:
    addresses = [plan.vendors[name] for name in service.names]
    return [socket for address in addresses for socket in (address.address4, f"[{address.address6}]")]

# Copyright (c) 2026 BAUER GROUP
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a machine of the lab sees; sent to its Python by ``lab.looking``, so standard library only."""
import http.client
import socket
import ssl
import struct
import sys
import urllib.request

SECONDS = 1.0


def tcp(address, port):
    with socket.create_connection((address, int(port)), SECONDS):
        return "open"


def tls(name, port):
    with socket.create_connection((name, int(port)), SECONDS) as plain, ssl.create_default_context().wrap_socket(plain, server_hostname=name):
        return "valid"


def http_get(url):
    parts = urllib.request.urlparse(url)
    connection = http.client.HTTPConnection(parts.hostname, parts.port or 80, timeout=SECONDS)
    connection.request("GET", parts.path)
    answer = connection.getresponse()
    return "{} {}".format(answer.status, answer.getheader("Location") or answer.read().decode().strip())


def proxied(url, proxy):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": proxy, "https": proxy}))
    with opener.open(url, timeout=SECONDS) as answer:
        return f"{answer.status} {answer.read().decode().strip()}"


def dns(transport, server, name):
    labels = b"".join(struct.pack("B", len(label)) + label.encode() for label in name.split("."))
    query = struct.pack("!6H", 4711, 0x0100, 1, 0, 0, 0) + labels + b"\0" + struct.pack("!2H", 1, 1)
    family = socket.AF_INET6 if ":" in server else socket.AF_INET
    with socket.socket(family, socket.SOCK_DGRAM if transport == "udp" else socket.SOCK_STREAM) as connection:
        connection.settimeout(SECONDS)
        connection.connect((server, 53))
        if transport == "udp":
            connection.send(query)
            answer = connection.recv(4096)
        else:
            connection.sendall(struct.pack("!H", len(query)) + query)
            answer = connection.recv(4096)[2:]
    rcode = answer[3] & 15
    return f"rcode {rcode}" if rcode or answer[6:8] == b"\0\0" else socket.inet_ntoa(answer[-4:])


def resolve(name):
    return " ".join(sorted({entry[4][0] for entry in socket.getaddrinfo(name, None)}))


def main():
    look = {"tcp": tcp, "tls": tls, "http": http_get, "proxied": proxied, "dns": dns, "resolve": resolve}[sys.argv[1]]
    try:
        print(look(*sys.argv[2:]))
    except ssl.SSLCertVerificationError as error:
        print(f"invalid: {error.verify_message}")
    except TimeoutError:
        print("timeout")
    except ConnectionRefusedError:
        print("refused")
    except socket.gaierror:
        print("no name")
    except OSError as error:
        print(f"failed: {error}")


main()

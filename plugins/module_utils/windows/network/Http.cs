// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

// One HTTP/1.1 exchange over a stream: of the answer the status, the location and the beginning of the body.

using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Text;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    public static class Http
    {
        private const string Agent = "bauer_group.remote_maintenance";
        // Seconds the beginning of a body may take once the head is there: a server that drips must not cost the whole deadline.
        private const double BodyPatience = 2.0;

        public static string Authority(string scheme, string host, int port)
        {
            string name = host.IndexOf(':') >= 0 ? "[" + host + "]" : host;
            bool usual = scheme == "http" && port == 80 || scheme == "https" && port == 443;
            return usual ? name : name + ":" + port.ToString(CultureInfo.InvariantCulture);
        }

        // A request's bytes. Nothing in `target`, `host` or `headers` can end its line.
        public static byte[] Request(string method, string target, string host, IEnumerable<KeyValuePair<string, string>> headers)
        {
            StringBuilder text = new StringBuilder(Printable(method, false) + " " + Printable(target, false) + " HTTP/1.1\r\n");
            text.Append("Host: " + Printable(host, true) + "\r\nUser-Agent: " + Agent + "\r\nAccept: */*\r\n");
            foreach (KeyValuePair<string, string> header in headers) text.Append(Printable(header.Key, false) + ": " + Printable(header.Value, true) + "\r\n");
            return Encoding.ASCII.GetBytes(text.Append("\r\n").ToString());
        }

        // Sends a request and reads the answer into `reader`; raises UnexpectedAnswerException where it is no HTTP.
        public static async Task Ask(Stream stream, byte[] question, ResponseReader reader)
        {
            await Connections.Send(stream, question).ConfigureAwait(false);
            while (reader.Status == null) await Feed(stream, reader).ConfigureAwait(false);
            try
            {
                await Waiting.For(Finish(stream, reader), BodyPatience).ConfigureAwait(false);
            }
            catch (Exception problem)
            {
                // The head has come; of the body only the beginning is wanted, as far as there is one.
                if (!(problem is TimeoutException || problem is IOException || problem is UnexpectedAnswerException || problem is ObjectDisposedException)) throw;
            }
        }

        // Has a proxy connect to `host`; raises UnexpectedAnswerException with the proxy's status where it does not.
        public static async Task OpenTunnel(Stream stream, string host, int port, IEnumerable<KeyValuePair<string, string>> headers)
        {
            string place = (host.IndexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port.ToString(CultureInfo.InvariantCulture);
            ResponseReader reader = new ResponseReader(0);
            await Connections.Send(stream, Request("CONNECT", place, place, headers)).ConfigureAwait(false);
            while (reader.Status == null) await Feed(stream, reader).ConfigureAwait(false);
            if (reader.Status < 200 || reader.Status >= 300) throw new UnexpectedAnswerException("the proxy refuses", reader.Status);
        }

        private static async Task Finish(Stream stream, ResponseReader reader)
        {
            while (!reader.Finished) await Feed(stream, reader).ConfigureAwait(false);
        }

        private static async Task Feed(Stream stream, ResponseReader reader)
        {
            byte[] data = await Connections.Receive(stream).ConfigureAwait(false);
            if (data.Length > 0) reader.Feed(data);
            else if (reader.IsEmpty) throw new PeerClosedException();
            else reader.End();
        }

        private static string Printable(string text, bool keepBlanks)
        {
            StringBuilder printable = new StringBuilder();
            foreach (byte one in Encoding.UTF8.GetBytes(text))
            {
                if (one > 32 && one < 127 || one == 32 && keepBlanks) printable.Append((char)one);
                else printable.Append('%').Append(one.ToString("X2", CultureInfo.InvariantCulture));
            }
            return printable.ToString();
        }
    }

    // Fed with what the server sends. `Status` is known once the head is complete; interim responses are skipped.
    public sealed class ResponseReader
    {
        private const int HeadLimit = 16384;
        private const int DataLimit = 65536;
        private static readonly Regex StatusLine = new Regex(@"^HTTP/[0-9](?:\.[0-9])? ([1-9][0-9]{2})(?: [^\r\n]*)?$", RegexOptions.CultureInvariant);
        private static readonly Regex EndOfHead = new Regex(@"\r?\n\r?\n", RegexOptions.CultureInvariant);
        private static readonly Regex ChunkSize = new Regex(@"^[0-9A-Fa-f]{1,8}", RegexOptions.CultureInvariant);

        private int bodyLimit;
        private bool chunked;
        private int? length;
        // Bytes as characters (Latin-1).
        private string data = "";

        public int? Status;
        public string Location;
        public bool Finished;

        public ResponseReader(int bodyLimit)
        {
            this.bodyLimit = bodyLimit;
        }

        public bool IsEmpty
        {
            get { return Status == null && data.Length == 0; }
        }

        public void Feed(byte[] bytes)
        {
            data += Encoding.GetEncoding(28591).GetString(bytes);
            while (Status == null && TakeHead())
            {
            }
            if (Status != null) Finished = Finished || BodyIsComplete();
        }

        public void End()
        {
            if (Status == null) throw new UnexpectedAnswerException("no HTTP");
            Finished = true;
        }

        // The body's beginning, as far as it has come and at most to the limit.
        public string Body()
        {
            string body = chunked ? Unchunk(data) : data;
            int most = length == null ? bodyLimit : Math.Min(bodyLimit, length.Value);
            return body.Length <= most ? body : body.Substring(0, most);
        }

        private bool TakeHead()
        {
            string beginning = data.Substring(0, Math.Min(5, data.Length));
            if (!"HTTP/".StartsWith(beginning, StringComparison.Ordinal)) throw new UnexpectedAnswerException("no HTTP");
            Match end = EndOfHead.Match(data);
            if (!end.Success)
            {
                if (data.Length > HeadLimit) throw new UnexpectedAnswerException("no HTTP");
                return false;
            }
            string[] lines = data.Substring(0, end.Index).Replace("\r\n", "\n").Split('\n');
            data = data.Substring(end.Index + end.Length);
            Match found = StatusLine.Match(lines[0]);
            if (!found.Success) throw new UnexpectedAnswerException("no HTTP");
            int status = int.Parse(found.Groups[1].Value, CultureInfo.InvariantCulture);
            if (status < 200 && status != 101) return true;
            for (int at = 1; at < lines.Length; at++) TakeHeader(lines[at]);
            if (chunked) length = null;
            Status = status;
            if (status == 101 || status == 204 || status == 304) bodyLimit = 0;
            return false;
        }

        private void TakeHeader(string line)
        {
            int colon = line.IndexOf(':');
            if (colon < 0) return;
            string name = line.Substring(0, colon).Trim().ToLowerInvariant();
            string value = line.Substring(colon + 1).Trim();
            int number;
            if (name == "location" && Location == null) Location = value;
            else if (name == "transfer-encoding" && value.ToLowerInvariant().Contains("chunked")) chunked = true;
            else if (name == "content-length" && int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out number)) length = number;
        }

        private bool BodyIsComplete()
        {
            int have = Body().Length;
            if (have >= bodyLimit || data.Length > DataLimit) return true;
            return length != null && have >= length.Value;
        }

        private static string Unchunk(string data)
        {
            StringBuilder content = new StringBuilder();
            while (true)
            {
                int newline = data.IndexOf('\n');
                Match size = newline < 0 ? Match.Empty : ChunkSize.Match(data.Substring(0, newline));
                uint number = size.Success ? uint.Parse(size.Value, NumberStyles.HexNumber, CultureInfo.InvariantCulture) : 0;
                if (number == 0) return content.ToString();
                data = data.Substring(newline + 1);
                int take = (int)Math.Min(number, (uint)data.Length);
                content.Append(data, 0, take);
                data = data.Substring(take).TrimStart('\r', '\n');
            }
        }
    }
}

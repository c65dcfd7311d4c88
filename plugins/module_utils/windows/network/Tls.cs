// Copyright (c) 2026 BAUER GROUP
// GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
// SPDX-License-Identifier: GPL-3.0-or-later

//NoWarn -Name SYSLIB0057 -CLR Core
// One TLS handshake: verified by the machine's own trust and the name, and the chain as the peer sent it.

using System;
using System.Collections.Generic;
using System.IO;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text.RegularExpressions;
using System.Threading.Tasks;

namespace RemoteMaintenance
{
    // What one endpoint showed. `Verified` is null as long as it is not known; `Chain` holds DER, the leaf first.
    public sealed class Handshake
    {
        public bool? Verified;
        public string Error;
        public string Protocol;
        public List<byte[]> Chain = new List<byte[]>();
    }

    // Authorities in PEM that are trusted besides the machine's own.
    public sealed class TrustAnchor
    {
        private static readonly Regex Pem = new Regex(@"-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----", RegexOptions.CultureInvariant);
        private readonly List<byte[]> authorities = new List<byte[]>();

        // Raises ArgumentException where `pem` is neither empty nor certificates.
        public TrustAnchor(string pem)
        {
            foreach (Match found in Pem.Matches(pem))
            {
                try
                {
                    byte[] der = Convert.FromBase64String(Regex.Replace(found.Groups[1].Value, @"\s+", ""));
                    authorities.Add(new X509Certificate2(der).RawData);
                }
                catch (Exception problem)
                {
                    throw new ArgumentException("no certificate in PEM", problem);
                }
            }
            if (authorities.Count == 0 && pem.Trim().Length > 0) throw new ArgumentException("no certificate in PEM");
        }

        // Whether a leaf leads, over the certificates that came with it, to one of these authorities and nothing else is wrong with it.
        public bool Vouches(X509Certificate2 leaf, X509Certificate2Collection sent)
        {
            if (authorities.Count == 0) return false;
            X509Chain chain = new X509Chain();
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllowUnknownCertificateAuthority;
            chain.ChainPolicy.ExtraStore.AddRange(sent);
            foreach (byte[] authority in authorities) chain.ChainPolicy.ExtraStore.Add(new X509Certificate2(authority));
            if (!chain.Build(leaf) || chain.ChainElements.Count == 0) return false;
            string last = Text.Digest(chain.ChainElements[chain.ChainElements.Count - 1].Certificate.RawData);
            return authorities.Exists(authority => Text.Digest(authority) == last);
        }
    }

    public static class Tls
    {
        private const int ChainLimit = 10;

        // TLS 1.0 to 1.2 by their numbers, since newer frameworks discourage naming them; those choose for themselves (0).
        private static readonly SslProtocols Protocols = (SslProtocols)(Environment.Version.Major >= 5 ? 0 : 192 | 768 | 3072);

        // Shakes hands and notes in `seen` what comes of it. Returns the stream where the peer could be verified, null where it showed a
        // certificate that is not trusted; raises AuthenticationException where there is no TLS to be had, IOException and others.
        public static async Task<SslStream> Verify(Stream stream, string name, TrustAnchor anchor, Handshake seen, Deadline deadline)
        {
            SslStream tls = new SslStream(stream, false, (sender, certificate, chain, errors) => Judge(certificate, chain, errors, anchor, seen));
            try
            {
                Task shaking = tls.AuthenticateAsClientAsync(name, new X509CertificateCollection(), Protocols, false);
                await Waiting.For(shaking, deadline.Left).ConfigureAwait(false);
                seen.Verified = true;
                seen.Protocol = Named(tls.SslProtocol);
                return tls;
            }
            catch (Exception problem)
            {
                tls.Dispose();
                if (seen.Verified == false) return null;
                seen.Verified = null;
                seen.Error = ErrorOf(problem);
                if (IsEndOfStream(problem)) throw new PeerClosedException();
                throw;
            }
        }

        private static bool Judge(X509Certificate certificate, X509Chain chain, SslPolicyErrors errors, TrustAnchor anchor, Handshake seen)
        {
            if (certificate == null)
            {
                seen.Verified = false;
                seen.Error = "verify 0: no certificate";
                return false;
            }
            X509Certificate2 leaf = new X509Certificate2(certificate.GetRawCertData());
            X509Certificate2Collection sent = chain == null ? new X509Certificate2Collection() : chain.ChainPolicy.ExtraStore;
            seen.Chain = Ordered(leaf, sent);
            bool onlyChain = errors == SslPolicyErrors.RemoteCertificateChainErrors;
            seen.Verified = errors == SslPolicyErrors.None || onlyChain && anchor.Vouches(leaf, sent);
            if (seen.Verified == false) seen.Error = Reason(errors, chain);
            return seen.Verified == true;
        }

        // The leaf, then each one's issuer; what leads nowhere comes last.
        private static List<byte[]> Ordered(X509Certificate2 leaf, X509Certificate2Collection sent)
        {
            List<byte[]> ordered = new List<byte[]> { leaf.RawData };
            List<X509Certificate2> rest = new List<X509Certificate2>();
            HashSet<string> known = new HashSet<string> { Text.Digest(leaf.RawData) };
            foreach (X509Certificate2 one in sent) if (known.Add(Text.Digest(one.RawData))) rest.Add(one);
            X509Certificate2 current = leaf;
            while (rest.Count > 0 && ordered.Count < ChainLimit)
            {
                string issuer = Convert.ToBase64String(current.IssuerName.RawData);
                X509Certificate2 next = rest.Find(one => Convert.ToBase64String(one.SubjectName.RawData) == issuer) ?? rest[0];
                rest.Remove(next);
                ordered.Add(next.RawData);
                current = next;
            }
            return ordered;
        }

        // In OpenSSL's numbers, so that every collector says the same: the machine's own words are in its language.
        private static string Reason(SslPolicyErrors errors, X509Chain chain)
        {
            X509ChainStatusFlags flags = X509ChainStatusFlags.NoError;
            bool alone = chain != null && chain.ChainElements.Count == 1;
            if (chain != null) foreach (X509ChainStatus status in chain.ChainStatus) flags |= status.Status;
            if ((flags & X509ChainStatusFlags.NotTimeValid) != 0) return "verify 10: certificate has expired or is not yet valid";
            if ((flags & X509ChainStatusFlags.Revoked) != 0) return "verify 23: certificate revoked";
            if ((flags & X509ChainStatusFlags.NotSignatureValid) != 0) return "verify 7: certificate signature failure";
            if ((flags & X509ChainStatusFlags.UntrustedRoot) != 0) return alone ? "verify 18: self-signed certificate" : "verify 19: self-signed certificate in certificate chain";
            if ((flags & X509ChainStatusFlags.PartialChain) != 0) return "verify 20: unable to get local issuer certificate";
            if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0) return "verify 62: hostname mismatch";
            return "verify 1: chain status 0x" + ((int)flags).ToString("x");
        }

        private static string ErrorOf(Exception problem)
        {
            Exception inner = problem;
            while (inner.InnerException != null) inner = inner.InnerException;
            return Text.Error(inner, "handshake");
        }

        private static bool IsEndOfStream(Exception problem)
        {
            if (problem is EndOfStreamException) return true;
            // The framework raises a bare IOException where the peer closes in the middle of the handshake.
            return problem is IOException && problem.InnerException == null;
        }

        private static string Named(SslProtocols protocol)
        {
            switch ((int)protocol)
            {
                case 192: return "TLSv1";
                case 768: return "TLSv1.1";
                case 3072: return "TLSv1.2";
                case 12288: return "TLSv1.3";
                default: return null;
            }
        }
    }
}

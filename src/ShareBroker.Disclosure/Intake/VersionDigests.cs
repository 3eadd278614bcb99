using System.Security.Cryptography;
using System.Text;

namespace ShareBroker.Disclosure.Intake;

/// <summary>Keyed digests of the versions that holders give their values: equal for equal versions, and they tell nothing else.</summary>
internal sealed class VersionDigests(ReadOnlyMemory<byte> key)
{
    /// <summary>The digest; empty for a value without a version, which equals nothing.</summary>
    public string Of(AgencyId holder, string subjectId, string path, string version) => version.Length == 0
        ? ""
        : Convert.ToHexStringLower(
            HMACSHA256.HashData(key.Span, Encoding.UTF8.GetBytes($"{holder.Value}\0{subjectId}\0{path}\0{version}")));
}

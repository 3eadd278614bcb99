using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Canonical octets of inputs and decisions.</summary>
internal static class CanonicalValue
{
    public static byte[] Write(RegoValue value) => Encoding.UTF8.GetBytes(RegoJson.Write(value));
}

using System.Buffers;
using System.Text.Json;
using ShareBroker.Receipts.Json;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Canonical octets (RFC 8785) of inputs and decisions.</summary>
internal static class CanonicalValue
{
    public static byte[] Write(RegoValue value)
    {
        var text = new ArrayBufferWriter<byte>(1024);
        RegoJson.Write(value, text);
        using var document = JsonDocument.Parse(text.WrittenMemory);
        return CanonicalJson.Write(document.RootElement, CanonicalNumbers.Integers);
    }
}

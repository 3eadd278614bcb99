using System.Text.Json;
using System.Text.Json.Nodes;
using ShareBroker.Receipts.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>JSON values that the broker itself makes, in their canonical spelling as all that leaves.</summary>
internal static class JsonText
{
    public static JsonElement Of(string text) =>
        StrictJson.Read(CanonicalJson.Write(JsonValue.Create(text), CanonicalNumbers.Ecmascript), int.MaxValue);
}

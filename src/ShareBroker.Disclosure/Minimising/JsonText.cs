using System.Text.Json;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>JSON values that the broker itself makes.</summary>
internal static class JsonText
{
    public static JsonElement Of(string text) => JsonSerializer.SerializeToElement(text);
}

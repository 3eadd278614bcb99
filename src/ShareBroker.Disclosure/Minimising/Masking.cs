using System.Text;
using System.Text.Json;
using ShareBroker.Policies;

namespace ShareBroker.Disclosure.Minimising;

/// <summary>
/// Hides characters of an identifier. At most <see cref="KeptMax"/> characters stay at each end and never more than half of all.
/// </summary>
internal static class Masking
{
    /// <summary>The scheme with its version.</summary>
    public const string Versioned = "mask/1";

    /// <summary>The most characters that stay at one end.</summary>
    public const int KeptMax = 4;

    private const int LengthMax = 200;

    /// <summary>The masked text; null when the value is no short text or the parameters are not of their kind.</summary>
    public static JsonElement? Apply(JsonElement source, IReadOnlyDictionary<string, FactValue> parameters)
    {
        if (source.ValueKind != JsonValueKind.String || KeptOf(parameters, "keep_left") is not { } left
            || KeptOf(parameters, "keep_right") is not { } right)
        {
            return null;
        }

        var cover = parameters.TryGetValue("char", out var named) ? (named as FactValue.Text)?.Value : "*";
        var letters = source.GetString()!.EnumerateRunes().ToArray();
        if (cover is not { Length: 1 } || char.IsLetterOrDigit(cover[0]) || char.IsSurrogate(cover[0]) || letters.Length > LengthMax)
        {
            return null;
        }

        var showsTooMuch = left + right > letters.Length / 2;
        var text = new StringBuilder();
        for (var at = 0; at < letters.Length; at++)
        {
            var stays = !showsTooMuch && (at < left || at >= letters.Length - right);
            text.Append(stays ? letters[at].ToString() : cover);
        }

        return JsonText.Of(text.ToString());
    }

    private static int? KeptOf(IReadOnlyDictionary<string, FactValue> parameters, string name) =>
        !parameters.TryGetValue(name, out var value) ? 0 : value is FactValue.Number { Value: >= 0 and <= KeptMax } number
            ? (int)number.Value : null;
}

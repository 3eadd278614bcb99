using System.Buffers;
using System.Diagnostics.CodeAnalysis;

namespace ShareBroker.Disclosure;

/// <summary>The id of an organisation in the register of agencies, such as <c>fr-21-social</c>. It never names a person.</summary>
public sealed record AgencyId
{
    /// <summary>The longest id, in characters.</summary>
    public const int LengthMax = 100;

    private static readonly SearchValues<char> Allowed = SearchValues.Create("abcdefghijklmnopqrstuvwxyz0123456789.-_/");

    private AgencyId(string value) => Value = value;

    /// <summary>The text of the id: 1 to 100 lower-case ASCII letters, digits, dots, hyphens, underscores and slashes.</summary>
    public string Value { get; }

    /// <summary>Reads an id.</summary>
    /// <exception cref="InvalidRequestException">The text is not an agency id (<c>agency_id_malformed</c>).</exception>
    public static AgencyId Parse(string text) =>
        TryParse(text, out var id) ? id
            : throw InvalidRequestException.Of(
            "agency_id_malformed", "an agency id is not 1 to 100 lower-case letters, digits, '.', '-', '_' or '/'");

    /// <summary>Reads an id; false when the text is none.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, [NotNullWhen(true)] out AgencyId? id)
    {
        var valid = text is { Length: > 0 and <= LengthMax } && !text.AsSpan().ContainsAnyExcept(Allowed);
        id = valid ? new AgencyId(text!) : null;
        return valid;
    }

    /// <inheritdoc/>
    public override string ToString() => Value;
}

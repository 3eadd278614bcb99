using System.Security.Cryptography;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Disclosure;

/// <summary>The id of a disclosure: a <see cref="Ulid"/>.</summary>
public sealed record DisclosureId
{
    private DisclosureId(string value) => Value = value;

    /// <summary>The text of the id.</summary>
    public string Value { get; }

    /// <summary>A fresh id.</summary>
    public static DisclosureId Create(DateTimeOffset time, RandomNumberGenerator random) => new(Ulid.Create(time, random));

    /// <summary>Reads an id.</summary>
    /// <exception cref="InvalidRequestException">The text is not a ULID (<c>disclosure_id_malformed</c>).</exception>
    public static DisclosureId Parse(string text) => Ulid.IsValid(text)
        ? new DisclosureId(text)
        : throw InvalidRequestException.Of("disclosure_id_malformed", "the disclosure id is not one that the broker gave out");

    /// <inheritdoc/>
    public override string ToString() => Value;
}

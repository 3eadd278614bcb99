using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>
/// That a data protection officer confirmed a regime for one forum instance, or for one holder outside any forum. It counts until the end
/// of its review date, and only while the instance has the regime that was confirmed; otherwise the regime is a draft.
/// </summary>
public sealed record ConfirmationRecord : RegisterRecord
{
    /// <summary>The regime of a holder's confirmation.</summary>
    public const string Bilateral = "bilateral";

    /// <summary>The forum instance; empty for a holder.</summary>
    public required string Instance { get; init; }

    /// <summary>The holder; empty for a forum instance.</summary>
    public required string Agency { get; init; }

    /// <summary>The regime that was confirmed.</summary>
    public required string Regime { get; init; }

    /// <summary>Reference of the legal opinion.</summary>
    public required string Opinion { get; init; }

    /// <summary>Who confirmed: the agency's own id of the person.</summary>
    public required string Person { get; init; }

    /// <summary>Last day of the confirmation, such as <c>2027-11-22</c>; in UTC.</summary>
    public required string ReviewDate { get; init; }

    /// <summary>It was taken back.</summary>
    public bool IsWithdrawn { get; init; }

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => Instance.Length > 0 ? KeyOfInstance(Instance) : KeyOfAgency(Agency);

    /// <summary>The key of an instance's row.</summary>
    public static RegisterKey KeyOfInstance(string instance) => RegisterKey.Of("confirmation", "instance", instance);

    /// <summary>The key of a holder's row.</summary>
    public static RegisterKey KeyOfAgency(string agency) => RegisterKey.Of("confirmation", "agency", agency);

    /// <summary>Whether the confirmation counts on a day.</summary>
    internal bool Counts(string regime, DateOnly day) =>
        !IsWithdrawn && Regime == regime && RegisterChecking.DayOf(ReviewDate) is { } last && day <= last;
}

using System.Text.Json.Serialization;

namespace ShareBroker.Disclosure.Registers;

/// <summary>The consent of a case's subject.</summary>
public sealed record ConsentRecord : RegisterRecord
{
    /// <summary>The case.</summary>
    public required string CaseId { get; init; }

    /// <summary><c>given</c>, <c>refused</c>, <c>withdrawn</c>, <c>expired</c>, <c>unknown</c> or <c>not_required</c>.</summary>
    public required string Status { get; init; }

    /// <summary>The reason of <c>not_required</c>.</summary>
    public string Text { get; init; } = "";

    /// <summary>Agencies that it covers by name; empty names none.</summary>
    public IReadOnlyList<string> CoveredAgencies { get; init; } = [];

    /// <inheritdoc/>
    [JsonIgnore]
    public override RegisterKey Key => KeyOf(CaseId);

    /// <summary>The key of a consent's row.</summary>
    public static RegisterKey KeyOf(string caseId) => RegisterKey.Of("consent", caseId);
}

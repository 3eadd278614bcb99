using System.Text.Json;
using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>
/// What happened to one requested path. The values are sealed: <c>disclose</c> seals <see cref="Value"/>; <c>generalise</c>, <c>mask</c>,
/// <c>pseudonymise</c> and <c>aggregate</c> seal <see cref="Source"/> and <see cref="Value"/>; <c>withhold</c> seals
/// <see cref="Source"/>, or a decoy where the broker never held it.
/// </summary>
/// <param name="Path">The field path.</param>
/// <param name="Action">The action of the vocabulary.</param>
public sealed record StatedField(string Path, string Action)
{
    /// <summary>The scheme of the action with its version, such as <c>age_band/1</c>.</summary>
    public string? Scheme { get; init; }

    /// <summary>The parameters of the scheme.</summary>
    public JsonObject? Parameters { get; init; }

    /// <summary>With <c>withhold</c>: why, a request-class reason only. A person-class reason is sealed in <c>reasons_all</c>.</summary>
    public string? Reason { get; init; }

    /// <summary>Sealed: the value as the holder gave it.</summary>
    public JsonElement? Source { get; init; }

    /// <summary>Sealed: the value as it leaves.</summary>
    public JsonElement? Value { get; init; }

    internal void Fill(StatementWriter writer)
    {
        var json = new JsonObject { ["path"] = Path, ["action"] = Action };
        if (Scheme is not null)
        {
            json["scheme"] = Scheme;
        }

        if (Parameters is not null)
        {
            json["params"] = Parameters.DeepClone();
        }

        if (Reason is not null)
        {
            json["reason"] = Reason;
        }

        // The number of digests follows from the action alone, so it cannot tell whether a value exists.
        var digests = Action switch
        {
            "disclose" => [writer.DigestOf(Path, "value", Value)],
            "withhold" => [writer.DigestOf(Path, "source", Source)],
            _ => new[] { writer.DigestOf(Path, "source", Source), writer.DigestOf(Path, "value", Value) },
        };
        json["_sd"] = StatementWriter.Sorted(digests);
        writer.AddField(json);
    }
}

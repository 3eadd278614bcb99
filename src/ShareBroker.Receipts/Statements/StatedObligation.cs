using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>An obligation as the decision gave it.</summary>
/// <param name="Id">A word of the vocabulary, such as <c>delete_by</c>.</param>
public sealed record StatedObligation(string Id)
{
    /// <summary>An ISO 8601 duration, such as <c>PT24H</c>.</summary>
    public string? Due { get; init; }

    /// <summary>The purpose it is bound to.</summary>
    public string? Purpose { get; init; }

    /// <summary>
    /// Further parameters as the policy gave them: strings, integers, booleans and what is made of them. Nothing about a person.
    /// </summary>
    public JsonObject? Parameters { get; init; }

    internal JsonObject ToJson()
    {
        var json = Parameters?.DeepClone().AsObject() ?? [];
        json["id"] = Id;
        if (Due is not null)
        {
            json["due"] = Due;
        }

        if (Purpose is not null)
        {
            json["purpose"] = Purpose;
        }

        return json;
    }
}

using System.Text.Json.Nodes;

namespace ShareBroker.Receipts.Statements;

/// <summary>What an order grants for one requested path.</summary>
/// <param name="Path">The field path.</param>
/// <param name="Action">The action of the vocabulary.</param>
public sealed record GrantedPath(string Path, string Action)
{
    /// <summary>The scheme of the action with its version, such as <c>age_band/1</c>.</summary>
    public string? Scheme { get; init; }

    /// <summary>The parameters of the scheme.</summary>
    public JsonObject? Parameters { get; init; }

    internal JsonObject ToJson()
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

        return json;
    }
}

using ShareBroker.Policies.Vocabularies;
using ShareBroker.Rego.Values;

namespace ShareBroker.Policies.Tables;

/// <summary>Reads the columns of a row or of a grant; what has another shape is left out, the checks tell of it.</summary>
internal static class RowColumns
{
    /// <summary>The columns that a row tests, beside <c>when</c>.</summary>
    public static readonly IReadOnlyList<string> Tested = ["by", "from", "to", "forum", "purposes", "bases"];

    /// <summary>Words of a list column; empty when it is absent.</summary>
    public static IReadOnlyList<string> Words(RegoObject row, string column) =>
        row.Get(RegoString.Of(column)) is RegoArray list ? [.. Labels.Texts(list)] : [];

    /// <summary>Whether a column is there at all.</summary>
    public static bool Has(RegoObject row, string column) => row.Get(RegoString.Of(column)) is not null;

    /// <summary>The conditions of a column such as <c>when</c> or <c>unless</c>, by name.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Wanted)> Conditions(RegoObject row, string column)
    {
        var conditions = new List<(string, IReadOnlyList<string>)>();
        if (row.Get(RegoString.Of(column)) is RegoObject members)
        {
            for (var index = 0; index < members.Count; index++)
            {
                conditions.Add((((RegoString)members.KeyAt(index)).Value, [.. Labels.Texts(members.ValueAt(index))]));
            }
        }

        return conditions;
    }

    /// <summary>What must hold for the row, column by column and then <c>when</c>.</summary>
    public static IReadOnlyList<(string Name, IReadOnlyList<string> Wanted)> Required(RegoObject row) =>
    [
        .. Tested.Where(column => Has(row, column)).Select(column => (column, Words(row, column))),
        .. Conditions(row, "when"),
    ];

    /// <summary>The grants of a permit row.</summary>
    public static IReadOnlyList<RegoObject> Grants(RegoObject row) =>
        row.Get(RegoString.Of("grants")) is RegoArray list ? [.. list.Items.ToArray().OfType<RegoObject>()] : [];

    /// <summary>A flag such as <c>with_why</c>.</summary>
    public static bool Flag(RegoObject row, string member) => row.Get(RegoString.Of(member)) is RegoBoolean { Value: true };

    /// <summary>A text such as <c>scheme</c>; null when it is absent.</summary>
    public static string? Text(RegoObject row, string member) => (row.Get(RegoString.Of(member)) as RegoString)?.Value;
}

namespace ShareBroker.Policies.Checking;

/// <summary>One column that a row may have.</summary>
internal sealed record RowColumn
{
    private static readonly string[] FieldEffects = ["withhold", "pseudonymise", "mask", "generalise", "limit"];

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Kind of its value: <c>text</c>, <c>flag</c>, <c>list</c>, <c>conditions</c>, <c>grants</c>, <c>obligations</c> or
    /// <c>sentences</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>Where it may stand: <c>row</c>, <c>grant</c>.</summary>
    public required IReadOnlyList<string> In { get; init; }

    /// <summary>Effects of the rows that may have it; empty for every effect.</summary>
    public required IReadOnlyList<string> Effects { get; init; }

    /// <summary>Effects of the rows that must have it; <c>always</c> for every effect.</summary>
    public required IReadOnlyList<string> Needed { get; init; }

    /// <summary>It selects fields: on a row, only one that acts on fields has it.</summary>
    public required bool SelectsFields { get; init; }

    /// <summary>Its words; null where any text will do.</summary>
    public required WordList? Words { get; init; }

    /// <summary>What it says, in a few words.</summary>
    public required string Means { get; init; }

    public bool Suits(string effect) => Effects.Count > 0 ? Effects.Contains(effect)
        : !SelectsFields || FieldEffects.Contains(effect);

    public bool IsNeededBy(string effect) => Needed.Contains(effect) || Needed.Contains("always");
}

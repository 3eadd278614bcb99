using ShareBroker.Rego.Fuzz.Engines;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Two answers to one query that differ, and a way to ask more.</summary>
/// <param name="Program">The program; its query is the first one when it is small.</param>
/// <param name="Query">The index of the query.</param>
/// <param name="Ours">The answer of this engine.</param>
/// <param name="Theirs">The answer of the reference engine.</param>
/// <param name="Ask">Asks both engines for the first query of another program.</param>
/// <param name="IsSmall">Whether the program was made as small as it gets.</param>
internal sealed record Difference(
    FuzzProgram Program, int Query, Outcome Ours, Outcome Theirs, Func<FuzzProgram, Task<(Outcome Ours, Outcome Theirs)>> Ask, bool IsSmall)
{
    /// <summary>All module texts and the query.</summary>
    public string Text => string.Join('\n', Program.Modules.Append(Program.Queries[Query]));

    /// <summary>The program with another query, or with other strictness.</summary>
    public FuzzProgram Only(string? query = null, bool? isStrict = null) => Program with
    {
        Queries = [query is null ? Program.Queries[Query] : Trees.Node.Text(query)],
        IsStrict = isStrict ?? Program.IsStrict,
    };
}

using ShareBroker.Rego.Fuzz.Engines;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Two answers to one query that differ, and a way to ask more.</summary>
/// <param name="Program">The program.</param>
/// <param name="Query">The index of the query.</param>
/// <param name="Ours">The answer of this engine.</param>
/// <param name="Theirs">The answer of the reference engine.</param>
/// <param name="AskAll">Asks both engines for every query of another program.</param>
internal sealed record Difference(
    FuzzProgram Program, int Query, Outcome Ours, Outcome Theirs,
    Func<FuzzProgram, Task<(IReadOnlyList<Outcome> Ours, IReadOnlyList<Outcome> Theirs)>> AskAll)
{
    private Task<CallStudy>? _study;

    /// <summary>All module texts and the query.</summary>
    public string Text => string.Join('\n', Program.Modules.Append(Program.Queries[Query]));

    /// <summary>What the calls of builtins in this program give, each asked alone; made once.</summary>
    public Task<CallStudy> StudyAsync() => _study ??= CallStudy.MakeAsync(this);

    /// <summary>The program with this query alone.</summary>
    public FuzzProgram Only(bool? isStrict = null) => Program with
    {
        Queries = [Program.Queries[Query]],
        IsStrict = isStrict ?? Program.IsStrict,
    };

    /// <summary>The program with another query that is not strict.</summary>
    public FuzzProgram Asking(string query) => Program with { Queries = [Trees.Node.Text(query)], IsStrict = false };

    /// <summary>Asks both engines for the first query of another program.</summary>
    public async Task<(Outcome Ours, Outcome Theirs)> AskAsync(FuzzProgram program)
    {
        var (ours, theirs) = await AskAll(program);
        return (ours[0], theirs[0]);
    }

    /// <summary>Whether the engines agree on the first query of another program.</summary>
    public async Task<bool> AgreeAsync(FuzzProgram program)
    {
        var (ours, theirs) = await AskAsync(program);
        return ours.Agrees(theirs);
    }
}

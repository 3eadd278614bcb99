using System.Text;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Fuzz;

/// <summary>Modules, data, input and queries that both engines are given.</summary>
/// <param name="Modules">The modules; a later one may call functions of an earlier one.</param>
/// <param name="Data">The base document, a JSON object.</param>
/// <param name="Input">The input; null for none.</param>
/// <param name="Queries">What is asked, each a Rego query.</param>
/// <param name="IsStrict">Whether a builtin that fails ends the evaluation.</param>
internal sealed record FuzzProgram(
    IReadOnlyList<Node> Modules, Node Data, Node? Input, IReadOnlyList<Node> Queries, bool IsStrict)
{
    /// <summary>How the program came to be: <c>grammar</c>, <c>calls</c>, <c>material</c>, <c>public</c>.</summary>
    public string Origin { get; init; } = string.Empty;

    /// <summary>Whether the modules are written in the language of before OPA 1.0.</summary>
    public bool IsV0 { get; init; }

    public RegoVersion Version => IsV0 ? RegoVersion.V0 : RegoVersion.V1;

    public int Size => Modules.Sum(static module => module.Size) + Data.Size + (Input?.Size ?? 0) + Queries.Sum(static query => query.Size);

    public override string ToString()
    {
        var text = new StringBuilder();
        for (var index = 0; index < Modules.Count; index++)
        {
            text.Append($"--- m{index}.rego{(IsV0 ? " (v0)" : string.Empty)}\n").Append(Modules[index]).Append('\n');
        }

        text.Append("--- data\n").Append(Data).Append('\n');
        text.Append("--- input\n").Append(Input is null ? "(none)" : Input.ToString()).Append('\n');
        foreach (var query in Queries)
        {
            text.Append("--- query").Append(IsStrict ? " (strict)" : string.Empty).Append('\n').Append(query).Append('\n');
        }

        return text.ToString();
    }
}

using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary><c>import path as alias</c>. The head is <c>data</c>, <c>input</c>, <c>rego</c> or <c>future</c>.</summary>
internal sealed record Import(Location Location, string Head, IReadOnlyList<Term> Operands, string? Alias)
{
    /// <summary>The name the module knows it by: the alias, or the last part of the path.</summary>
    public string Name => Alias ?? (Operands.Count == 0 ? Head : TermPrinter.Plain(Operands[^1]));

    public string PathText => TermPrinter.OfPath(Head, Operands);
}

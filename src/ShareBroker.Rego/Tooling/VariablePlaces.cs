using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>Gathers the variables of an expression that failed, and the parts of it that the compiler gave variables.</summary>
internal sealed class VariablePlaces(TraceEvent failed, SourceTexts sources, TraceWriter writer)
{
    private readonly Dictionary<string, VariablePlace> _places = new(StringComparer.Ordinal);

    /// <summary>Adds documents that were known when it failed.</summary>
    public void AddKnown()
    {
        foreach (var (reference, value) in failed.Known)
        {
            Put(new VariablePlace(sources.NameAt(reference.Head.Location) ?? writer.Of(reference), value, reference.Head.Location));
        }
    }

    /// <summary>Adds what the expression names. Only of the one that failed it is said that a variable is undefined: that of another may
    /// only not be known yet.</summary>
    public void Add(Expr expr, bool isFailed)
    {
        if (expr.Call is { } call)
        {
            foreach (var argument in call.Arguments)
            {
                IReadOnlyList<Term> operands = argument is Term.Call inner ? inner.Arguments : [argument];
                TreeWalk.Terms(operands, term => Look(term, isFailed));
            }
        }
        else if (expr.Term is { } term)
        {
            TreeWalk.Terms(term, inner => Look(inner, isFailed));
        }

        foreach (var with in expr.Withs)
        {
            TreeWalk.Terms(with.Value, inner => Look(inner, isFailed));
        }
    }

    /// <summary>From left to right; at one place the later row first, then by title.</summary>
    public List<VariablePlace> InOrder() =>
        [.. _places.Values.OrderBy(static place => place.Column).ThenByDescending(static place => place.Location.Row)
            .ThenBy(static place => place.Title, StringComparer.Ordinal)];

    private bool Look(Term term, bool isFailed)
    {
        if (TreeWalk.BodyOf(term) is not null)
        {
            return true;
        }

        if (term is Term.Var variable && variable.Location.Row > 0)
        {
            var isKnown = failed.Locals.TryGetValue(variable.Name, out var value);
            if (isKnown || isFailed || writer.Name(variable.Name) != variable.Name)
            {
                Put(new VariablePlace(TitleOf(variable), value, variable.Location) { IsRoot = variable.Name is "data" or "input" });
            }
        }

        return false;
    }

    // What was written for the variable: its name, or the operand that it stands for.
    private string TitleOf(Term.Var variable)
    {
        var name = writer.Name(variable.Name);
        if (name != variable.Name || !variable.IsGenerated)
        {
            return variable.Name is "data" or "input" ? sources.NameAt(variable.Location) ?? name : name;
        }

        var definition = failed.Body?.Exprs.FirstOrDefault(expr => expr.Generated && Equation.Is(expr)
            && expr.Call!.Arguments[0] is Term.Var defined && defined.Name == variable.Name);
        return (definition is null ? null : sources.Text(definition.Call!.Arguments[1])) ?? sources.NameAt(variable.Location) ?? name;
    }

    private void Put(VariablePlace place)
    {
        if (!_places.TryGetValue(place.Title, out var known) || known.Value is null)
        {
            _places[place.Title] = place;
        }
    }
}

using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Tracing;

namespace ShareBroker.Rego.Tooling;

/// <summary>Gathers the variables of an expression that failed.</summary>
internal sealed class VariablePlaces
{
    private readonly TraceEvent _failed;
    private readonly SourceTexts _sources;
    private readonly TraceWriter _writer;
    private readonly Dictionary<string, VariablePlace> _places = new(StringComparer.Ordinal);

    public VariablePlaces(TraceEvent failed, SourceTexts sources, TraceWriter writer)
    {
        _failed = failed;
        _sources = sources;
        _writer = writer;
        foreach (var (reference, value) in failed.Known)
        {
            Put(new VariablePlace(_sources.Text(reference.Head) ?? writer.Of(reference), value, reference.Head.Location));
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

        if (term is Term.Var { Name: not ("data" or "input") } variable && variable.Location.Row > 0)
        {
            var value = _failed.Locals.GetValueOrDefault(variable.Name);
            if (value is not null || isFailed || _writer.Name(variable.Name) != variable.Name)
            {
                Put(new VariablePlace(_sources.Text(variable) ?? _writer.Name(variable.Name), value, variable.Location));
            }
        }

        return false;
    }

    private void Put(VariablePlace place)
    {
        if (!_places.TryGetValue(place.Title, out var known) || known.Value is null)
        {
            _places[place.Title] = place;
        }
    }
}

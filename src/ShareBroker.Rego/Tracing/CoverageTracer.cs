namespace ShareBroker.Rego.Tracing;

/// <summary>Remembers the rows whose expressions were tried and the rows of heads of rules that gave a value.</summary>
internal sealed class CoverageTracer : ITracer
{
    private readonly Dictionary<string, SortedSet<int>> _rows = new(StringComparer.Ordinal);

    public bool WantsLocals => false;

    public IReadOnlyDictionary<string, SortedSet<int>> Rows => _rows;

    public void Hear(TraceEvent step)
    {
        switch (step)
        {
            case { Op: TraceOp.Exit, Subject: TraceSubject.OfRule of }:
                Add(of.Rule.Head.Location);
                break;
            case { Op: TraceOp.Eval, Subject: TraceSubject.OfExpr of }:
                Add(of.Expr.Location);
                break;
        }
    }

    private void Add(Text.Location place)
    {
        if (place.File.Length == 0)
        {
            return;
        }

        if (!_rows.TryGetValue(place.File, out var rows))
        {
            _rows[place.File] = rows = [];
        }

        rows.Add(place.Row);
    }
}

using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Tracing;

/// <summary>Adds up, for each line, how often its expressions were tried and tried again, and the time until the next step.</summary>
internal sealed class ProfileTracer(TimeProvider time) : ITracer
{
    private readonly Dictionary<(string File, int Row), Line> _lines = [];
    private Line? _last;
    private long _since;

    public bool WantsLocals => false;

    /// <summary>What was measured, in no order.</summary>
    public IReadOnlyCollection<Line> Lines
    {
        get
        {
            Close();
            _last = null;
            return _lines.Values;
        }
    }

    public void Hear(TraceEvent step)
    {
        if (step is not { Op: TraceOp.Eval or TraceOp.Redo, Subject: TraceSubject.OfExpr of })
        {
            return;
        }

        Close();
        var key = (of.Expr.Location.File, of.Expr.Location.Row);
        if (!_lines.TryGetValue(key, out var line))
        {
            _lines[key] = line = new Line(of.Expr.Location);
        }

        line.Evals += step.Op == TraceOp.Eval ? 1 : 0;
        line.Redos += step.Op == TraceOp.Redo ? 1 : 0;
        line.Places.Add(step.Position);
        _last = line;
        _since = time.GetTimestamp();
    }

    private void Close()
    {
        if (_last is not null)
        {
            _last.Time += time.GetElapsedTime(_since);
        }
    }

    /// <summary>The sums of one line.</summary>
    internal sealed class Line(Location location)
    {
        public Location Location => location;

        public TimeSpan Time { get; set; }

        public int Evals { get; set; }

        public int Redos { get; set; }

        /// <summary>The different places in bodies that its expressions have; one line may be several expressions.</summary>
        public HashSet<int> Places { get; } = [];
    }
}

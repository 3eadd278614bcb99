using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>What a document breaks, and how well it did: of several schemas that fail, the best one's findings are shown.</summary>
internal sealed class SchemaFindings(EvaluationMeter meter)
{
    private readonly List<Finding> _all = [];

    public bool IsEmpty => _all.Count == 0;

    public int Score { get; private set; }

    public void Add(SchemaPlace place, string type, string description)
    {
        var field = place.Field();
        meter.Step();
        meter.Allocate(((field.Length + description.Length) * 6L) + 128);
        _all.Add(new Finding(field, type, description));
        Score -= 2;
    }

    public void Merge(SchemaFindings other)
    {
        meter.Work(other._all.Count);
        meter.Allocate(other._all.Count * 8L);
        _all.AddRange(other._all);
        Score += other.Score;
    }

    public void Credit() => Score++;

    public RegoArray ToValue() => RegoArray.Adopt([.. _all.Select(static finding => finding.ToValue())]);

    private sealed record Finding(string Field, string Type, string Description)
    {
        public RegoValue ToValue()
        {
            var value = new RegoObject.Builder();
            value.Set(RegoString.Of("desc"), RegoString.Of(Description));
            value.Set(RegoString.Of("error"), RegoString.Of($"{Field}: {Description}"));
            value.Set(RegoString.Of("field"), RegoString.Of(Field));
            value.Set(RegoString.Of("type"), RegoString.Of(Type));
            return value.Build();
        }
    }
}

using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>How much text a value makes, roughly and never much too little, charging for the walk.</summary>
internal static class ValueSize
{
    public static long Of(RegoValue value, EvaluationMeter meter)
    {
        meter.Step();
        switch (value)
        {
            case RegoString text:
                return text.Value.Length + 2L;
            case RegoNumber number:
                return number.Text.Length;
            case RegoObject obj:
                return Sum(obj.Keys, meter) + Sum(obj.ValuesByKey, meter) + 2;
            case RegoArray or RegoSet:
                return Sum(Operands.Members(value), meter) + 2;
            default:
                return 5;
        }
    }

    private static long Sum(ReadOnlySpan<RegoValue> members, EvaluationMeter meter)
    {
        var size = 0L;
        foreach (var member in members)
        {
            size += Of(member, meter) + 2;
        }

        return size;
    }
}

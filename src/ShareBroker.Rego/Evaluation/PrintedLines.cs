using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// What <c>print</c> says. Its operand is an array of sets, each with the values that an argument takes; an empty one is undefined. Every
/// combination is a line.
/// </summary>
internal static class PrintedLines
{
    public static void Write(RegoArray arguments, EvaluationMeter meter, Action<string> print) => Write(arguments, [], meter, print);

    private static void Write(RegoArray arguments, List<string> words, EvaluationMeter meter, Action<string> print)
    {
        if (words.Count == arguments.Count)
        {
            print(string.Join(' ', words));
            return;
        }

        IEnumerable<RegoValue?> values = arguments[words.Count] is RegoSet { Count: > 0 } set
            ? set.Items.ToArray()
            : new RegoValue?[] { null };
        foreach (var value in values)
        {
            meter.Step();
            Write(arguments, [.. words, Word(value)], meter, print);
        }
    }

    private static string Word(RegoValue? value) => value switch
    {
        null => "<undefined>",
        RegoString text => text.Value,
        _ => value.ToString(),
    };
}

using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>A format of <c>sprintf</c> that only puts texts and whole numbers in places: <c>%s</c>, <c>%v</c>, <c>%d</c>.</summary>
internal sealed class PlainFormat
{
    private readonly string[] _between;
    private readonly char[] _verbs;

    private PlainFormat(RegoString text, string[] between, char[] verbs)
    {
        Text = text;
        _between = between;
        _verbs = verbs;
    }

    /// <summary>The format itself.</summary>
    public RegoString Text { get; }

    /// <summary>Reads a format for so many arguments; null when it does more or has other places.</summary>
    public static PlainFormat? Of(RegoString text, int arguments)
    {
        var between = new List<string>();
        var verbs = new List<char>();
        var rest = text.Value;
        for (var percent = rest.IndexOf('%'); percent >= 0; percent = rest.IndexOf('%'))
        {
            if (percent + 1 >= rest.Length || rest[percent + 1] is not ('s' or 'v' or 'd'))
            {
                return null;
            }

            between.Add(rest[..percent]);
            verbs.Add(rest[percent + 1]);
            rest = rest[(percent + 2)..];
        }

        between.Add(rest);
        return verbs.Count == arguments && arguments > 0 ? new PlainFormat(text, [.. between], [.. verbs]) : null;
    }

    /// <summary>The filled-in text for one argument; false when the argument needs more than putting in its place.</summary>
    public bool TryFill(Execution run, RegoValue value, out RegoString? text)
    {
        text = null;
        if (Word(_verbs[0], value) is not { } word)
        {
            return false;
        }

        run.Meter.Step(4);
        run.Builtins.Charge((long)_between[0].Length + word.Length + _between[1].Length);
        text = RegoString.Of(string.Concat(_between[0], word, _between[1]));
        return true;
    }

    /// <summary>The filled-in text for several arguments; false when one of them needs more than putting in its place.</summary>
    public bool TryFill(Execution run, RegoValue[] values, out RegoString? text)
    {
        text = null;
        var parts = new string[(values.Length * 2) + 1];
        long length = _between[^1].Length;
        for (var i = 0; i < values.Length; i++)
        {
            if (Word(_verbs[i], values[i]) is not { } word)
            {
                return false;
            }

            parts[2 * i] = _between[i];
            parts[(2 * i) + 1] = word;
            length += _between[i].Length + word.Length;
        }

        parts[^1] = _between[^1];
        run.Meter.Step(4 * values.Length);
        run.Builtins.Charge(length);
        text = RegoString.Of(string.Concat(parts));
        return true;
    }

    private static string? Word(char verb, RegoValue value) => (verb, value) switch
    {
        ('s' or 'v', RegoString text) => text.Value,
        ('d' or 'v', RegoNumber number) when IsPlain(number) => number.Text,
        _ => null,
    };

    // A number that is put in as it is written; -0 is put in as 0.
    private static bool IsPlain(RegoNumber number) =>
        number.IsInteger && !number.Text.AsSpan(1).ContainsAnyExceptInRange('0', '9') && (number.Sign != 0 || number.Text.Length == 1);
}

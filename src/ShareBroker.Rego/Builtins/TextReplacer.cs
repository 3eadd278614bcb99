using System.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>
/// Replaces texts in one pass from left to right; where several match, the first of the pairs wins. An empty text matches between
/// any two code points where nothing else was just replaced by an empty match.
/// </summary>
internal static class TextReplacer
{
    public static RegoString Replace(BuiltinContext context, string text, ReadOnlySpan<(string Old, string New)> pairs)
    {
        var result = new StringBuilder();
        var (last, at, afterEmpty) = (0, 0, false);
        while (at <= text.Length)
        {
            var found = Find(context, text.AsSpan(at), pairs, afterEmpty);
            afterEmpty = found >= 0 && pairs[found].Old.Length == 0;
            if (found >= 0)
            {
                context.Charge(at - last + pairs[found].New.Length);
                result.Append(text, last, at - last).Append(pairs[found].New);
                at += pairs[found].Old.Length;
                last = at;
                continue;
            }

            at += at < text.Length ? CodePoints.Width(text, at) : 1;
        }

        context.Charge(text.Length - last);
        return RegoString.Of(result.Append(text, last, text.Length - last).ToString());
    }

    private static int Find(BuiltinContext context, ReadOnlySpan<char> rest, ReadOnlySpan<(string Old, string New)> pairs, bool skipEmpty)
    {
        context.Meter.Step(1 + (pairs.Length / 4));
        for (var i = 0; i < pairs.Length; i++)
        {
            if (rest.StartsWith(pairs[i].Old, StringComparison.Ordinal) && !(skipEmpty && pairs[i].Old.Length == 0))
            {
                return i;
            }
        }

        return -1;
    }
}

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Names that someone may have meant who wrote another.</summary>
internal static class NearNames
{
    private const int ShownMax = 5;

    /// <summary>Those within reach, the nearest first.</summary>
    public static List<string> Of(BuiltinContext context, string written, IEnumerable<string> known)
    {
        var reach = (int)(written.Length * 0.4) + 1;
        var near = new List<(string Name, int Distance)>();
        foreach (var name in known)
        {
            context.Meter.Step();
            if (Math.Abs(name.Length - written.Length) <= reach && Distance(context, written, name) is var distance && distance <= reach)
            {
                near.Add((name, distance));
            }
        }

        return [.. near.OrderBy(static one => one.Distance).Select(static one => one.Name)];
    }

    /// <summary>Such as <c>"a", "b", or "c"</c>; at most five.</summary>
    public static string AnyOf(IEnumerable<string> names)
    {
        var shown = names.Take(ShownMax).Select(static name => $"\"{name}\"").ToList();
        return shown.Count switch
        {
            1 => shown[0],
            2 => $"{shown[0]} or {shown[1]}",
            _ => $"{string.Join(", ", shown.Take(shown.Count - 1))}, or {shown[^1]}",
        };
    }

    /// <summary>The question to append, or nothing when no name is near.</summary>
    public static string Question(string start, List<string> names) =>
        names.Count == 0 ? string.Empty : $" {start} {AnyOf(names)}?";

    // Edits from one to the other; another case is one edit.
    private static int Distance(BuiltinContext context, string left, string right)
    {
        if (left == right)
        {
            return 0;
        }

        (left, right) = (left.ToLowerInvariant(), right.ToLowerInvariant());
        if (left == right)
        {
            return 1;
        }

        context.Meter.Work((long)left.Length * right.Length / 8);
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var edit = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (left[i - 1] == right[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], edit);
            }
        }

        return row[^1];
    }
}

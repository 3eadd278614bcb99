using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Paths into documents: a text with slashes (RFC 6901 escapes, the leading slash may be missing) or an array of steps.</summary>
internal static class JsonPaths
{
    /// <summary>The steps of a path, or null when the value is neither text nor array.</summary>
    public static RegoValue[]? Read(BuiltinContext context, RegoValue path)
    {
        switch (path)
        {
            case RegoArray steps:
                context.ChargeMembers(steps.Count);
                return steps.Items.ToArray();
            case RegoString { Value.Length: 0 }:
                return [];
            case RegoString text:
                context.Charge(text.Value.Length * 2L);
                return [.. text.Value.TrimStart('/').Split('/').Select(static part => RegoString.Of(Unescape(part)))];
            default:
                return null;
        }
    }

    private static string Unescape(string part) =>
        part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
}

using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Reads members of syntax nodes, which a policy may have made itself: what is missing or of another kind reads as
/// empty.</summary>
internal static class GraphMembers
{
    public static string Text(this RegoObject node, string name) => (node.Get(RegoString.Of(name)) as RegoString)?.Value ?? string.Empty;

    public static bool Flag(this RegoObject node, string name) => node.Get(RegoString.Of(name)) is RegoBoolean { Value: true };

    public static List<RegoObject> List(this RegoObject node, string name) => Members<RegoObject>(node, name);

    public static List<string> Texts(this RegoObject node, string name) =>
        Members<RegoString>(node, name).ConvertAll(static text => text.Value);

    private static List<T> Members<T>(RegoObject node, string name)
        where T : RegoValue
    {
        var found = new List<T>();
        foreach (var member in node.Get(RegoString.Of(name)) is RegoArray list ? list.Items : [])
        {
            if (member is T fitting)
            {
                found.Add(fitting);
            }
        }

        return found;
    }
}

using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.GraphText;

/// <summary>Builds the object of one syntax node: lists and objects without members are left out, texts and flags are not.</summary>
internal sealed class GraphNode
{
    private readonly RegoObject.Builder _members = new();

    public GraphNode With(string name, string text) => With(name, RegoString.Of(text));

    public GraphNode With(string name, bool flag) => With(name, RegoBoolean.Of(flag));

    public GraphNode With(string name, List<RegoValue> list) => list.Count == 0 ? this : With(name, RegoArray.Adopt([.. list]));

    public GraphNode With(string name, RegoValue? value)
    {
        if (value is not null)
        {
            _members.Set(RegoString.Of(name), value);
        }

        return this;
    }

    public RegoObject Build() => _members.Build();
}

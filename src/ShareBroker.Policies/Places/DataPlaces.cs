using ShareBroker.Policies.Packs;

namespace ShareBroker.Policies.Places;

/// <summary>Finds the file and the place of a member of the merged data. Steps are member names (text) and list positions
/// (<see cref="int"/>), beginning below <c>data</c>.</summary>
/// <param name="files">The files of a policy folder.</param>
public sealed class DataPlaces(IReadOnlyList<PolicyFile> files)
{
    private readonly ILookup<string, PolicyFile> _byFolder = files.Where(file => file.IsData).ToLookup(
        file => file.Path.Contains('/', StringComparison.Ordinal) ? file.Path[..file.Path.LastIndexOf('/')] : "", StringComparer.Ordinal);

    /// <summary>The place of a value; of its nearest parent that is there when it is missing.</summary>
    /// <param name="steps">Such as <c>"regimes", "fr", "cpraf", "rows", 3, "reason"</c>.</param>
    public PolicyPlace OfValue(params IReadOnlyList<object> steps) => Of(steps, name: false);

    /// <summary>The place of a member's name; of its nearest parent that is there when it is missing.</summary>
    /// <param name="steps">As for a value; the last one is the name.</param>
    public PolicyPlace OfName(params IReadOnlyList<object> steps) => Of(steps, name: true);

    private PolicyPlace Of(IReadOnlyList<object> steps, bool name)
    {
        for (var length = steps.Count; length > 0; length--)
        {
            if (Find([.. steps.Take(length)], name && length == steps.Count) is { } place)
            {
                return place;
            }
        }

        return new PolicyPlace("", Line: 0, Column: 0, Text: "");
    }

    // The deepest folder first: that is where authors put things.
    private PolicyPlace? Find(object[] steps, bool name)
    {
        for (var depth = steps.TakeWhile(step => step is string).Count(); depth >= 0; depth--)
        {
            foreach (var file in _byFolder[string.Join('/', steps.Take(depth))])
            {
                if (depth < steps.Length && JsonMember.Find(file.Content.Span, steps[depth..], name) is var (offset, length))
                {
                    return TextPlaces.At(file, offset, length);
                }
            }
        }

        return null;
    }
}

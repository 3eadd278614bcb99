using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Reads the members of one JSON object and says precisely which of them has the wrong shape.</summary>
internal sealed class MemberReader
{
    private readonly RegoObject _object;
    private readonly string _place;

    public MemberReader(RegoValue value, string place)
    {
        _place = place;
        _object = value as RegoObject
            ?? throw new PolicyException("input_malformed", $"'{place}' is not an object; write it as the decision contract shows");
    }

    public RegoObject Content => _object;

    public PolicyException Malformed(string member, string wanted) =>
        new("input_malformed", $"'{_place}.{member}' must be {wanted}");

    public MemberReader Object(string member) => OptionalObject(member) ?? throw Malformed(member, "an object");

    public MemberReader? OptionalObject(string member) =>
        Get(member) is { } value ? new MemberReader(value, $"{_place}.{member}") : null;

    public string Text(string member) => OptionalText(member) ?? throw Malformed(member, "text");

    public string? OptionalText(string member) => Get(member) switch
    {
        null => null,
        RegoString text => text.Value,
        _ => throw Malformed(member, "text"),
    };

    public bool? OptionalFlag(string member) => Get(member) switch
    {
        null => null,
        RegoBoolean flag => flag.Value,
        _ => throw Malformed(member, "true or false"),
    };

    public int? OptionalInteger(string member) => Get(member) switch
    {
        null => null,
        RegoNumber number when number.TryGetInt64(out var whole) && whole is >= 0 and <= int.MaxValue => (int)whole,
        _ => throw Malformed(member, "a whole number that is not negative"),
    };

    public IReadOnlyList<string> Texts(string member) => [.. Items(member).Select(item =>
        item is RegoString text ? text.Value : throw Malformed(member, "a list of texts"))];

    public IReadOnlyList<MemberReader> Objects(string member) =>
        [.. Items(member).Select((item, index) => new MemberReader(item, $"{_place}.{member}[{index}]"))];

    public IEnumerable<(string Key, RegoValue Value)> Members()
    {
        for (var index = 0; index < _object.Count; index++)
        {
            var key = _object.KeyAt(index) as RegoString ?? throw new PolicyException("input_malformed",
                $"'{_place}' has a key that is not text");
            yield return (key.Value, _object.ValueAt(index));
        }
    }

    public RegoValue? Get(string member) => _object.Get(RegoString.Of(member)) is { } value and not RegoNull ? value : null;

    private IReadOnlyList<RegoValue> Items(string member) => Get(member) switch
    {
        null => [],
        RegoArray list => list.Items.ToArray(),
        _ => throw Malformed(member, "a list"),
    };
}

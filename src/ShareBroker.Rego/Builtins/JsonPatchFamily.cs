using System.Globalization;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>JSON Patch (RFC 6902), also over sets, whose members are named by their value. A patch that fails is undefined.</summary>
internal static class JsonPatchFamily
{
    private static readonly RegoString OperationKey = RegoString.Of("op");
    private static readonly RegoString PathKey = RegoString.Of("path");
    private static readonly RegoString FromKey = RegoString.Of("from");
    private static readonly RegoString ValueKey = RegoString.Of("value");

    /// <summary>Changes the member at the last step of a path; null means that it cannot be done.</summary>
    private delegate RegoValue? Edit(RegoValue container, RegoValue step);

    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("json.patch", "any, array[object<op: string, path: any>[any: any]] -> any", Patch),
    ];

    private static RegoValue? Patch(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        RegoValue? document = arguments[0];
        foreach (var operation in Operands.Members(arguments[1]))
        {
            document = operation is RegoObject obj ? Apply(context, document, obj)
                : throw Operands.Containing(arguments[1], operation, 2, "objects");
            if (document is null)
            {
                return null;
            }
        }

        return document;
    }

    private static RegoValue? Apply(BuiltinContext context, RegoValue document, RegoObject operation)
    {
        var path = Steps(context, operation, PathKey);
        var from = Steps(context, operation, FromKey);
        var value = operation.Get(ValueKey);
        if (path is null || operation.Get(OperationKey) is not RegoString name)
        {
            return null;
        }

        return name.Value switch
        {
            "add" when value is not null => Put(context, document, path, value),
            "remove" => Drop(context, document, path),
            "replace" when value is not null => Replace(context, document, path, value),
            "test" when value is not null => value.Equals(Find(document, path)) ? document : null,
            "copy" when from is not null => Find(document, from) is { } found ? Put(context, document, path, found) : null,
            "move" when from is not null => Move(context, document, from, path),
            _ => null,
        };
    }

    private static RegoValue[]? Steps(BuiltinContext context, RegoObject operation, RegoString key) =>
        operation.Get(key) is { } path ? JsonPaths.Read(context, path) : null;

    private static RegoValue? Move(BuiltinContext context, RegoValue document, RegoValue[] from, RegoValue[] path)
    {
        var found = Find(document, from);
        if (found is null)
        {
            return null;
        }

        if (from.AsSpan().SequenceEqual(path))
        {
            return document;
        }

        return Drop(context, document, from) is { } rest ? Put(context, rest, path, found) : null;
    }

    private static RegoValue? Find(RegoValue document, ReadOnlySpan<RegoValue> path)
    {
        RegoValue? value = document;
        foreach (var step in path)
        {
            value = value switch
            {
                RegoArray array => Index(step, array.Count - 1) is { } index ? array[index] : null,
                _ => ObjectFamily.Step(value, step),
            };
            if (value is null)
            {
                return null;
            }
        }

        return value;
    }

    private static RegoValue? Put(BuiltinContext context, RegoValue document, RegoValue[] path, RegoValue value) =>
        path.Length == 0 ? value : Change(context, document, path, (container, step) => PutInto(container, step, value));

    private static RegoValue? Drop(BuiltinContext context, RegoValue document, RegoValue[] path) =>
        path.Length == 0 ? null : Change(context, document, path, (container, step) => With(container, step, null));

    private static RegoValue? Replace(BuiltinContext context, RegoValue document, RegoValue[] path, RegoValue value)
    {
        if (path.Length == 0)
        {
            return value;
        }

        return Change(context, document, path, (container, step) =>
            container is RegoSet && !step.Equals(value) ? null : With(container, step, value));
    }

    private static RegoValue? Change(BuiltinContext context, RegoValue container, ReadOnlySpan<RegoValue> path, Edit edit)
    {
        context.ChargeMembers(container switch
        {
            RegoObject obj => obj.Count,
            _ => Operands.Members(container).Length,
        });
        if (path.Length == 1)
        {
            return edit(container, path[0]);
        }

        var member = Find(container, path[..1]);
        var changed = member is null ? null : Change(context, member, path[1..], edit);
        return changed is null ? null : With(container, path[0], changed);
    }

    private static RegoValue? PutInto(RegoValue container, RegoValue step, RegoValue value)
    {
        switch (container)
        {
            case RegoObject obj:
                return Copy(obj, step).Set(step, value).Build();
            case RegoSet set:
                return step.Equals(value) ? RegoSet.Of([.. set.Items, value]) : null;
            case RegoArray array:
                var at = step is RegoString { Value: "-" } ? array.Count : Index(step, array.Count);
                return at is { } index ? RegoArray.Adopt([.. array.Items[..index], value, .. array.Items[index..]]) : null;
            default:
                return null;
        }
    }

    // The container with an existing member replaced, or removed when the value is null.
    private static RegoValue? With(RegoValue container, RegoValue step, RegoValue? value)
    {
        ReadOnlySpan<RegoValue> replacement = value is null ? [] : [value];
        switch (container)
        {
            case RegoObject obj when obj.ContainsKey(step):
                var builder = Copy(obj, step);
                return value is null ? builder.Build() : builder.Set(step, value).Build();
            case RegoArray array when Index(step, array.Count - 1) is { } index:
                return RegoArray.Adopt([.. array.Items[..index], .. replacement, .. array.Items[(index + 1)..]]);
            case RegoSet set when set.Contains(step):
                return RegoSet.Of([.. set.Items.ToArray().Where(member => !member.Equals(step)), .. replacement]);
            default:
                return null;
        }
    }

    private static RegoObject.Builder Copy(RegoObject obj, RegoValue except)
    {
        var builder = new RegoObject.Builder(obj.Count + 1);
        for (var i = 0; i < obj.Count; i++)
        {
            if (!obj.KeyAt(i).Equals(except))
            {
                builder.Set(obj.KeyAt(i), obj.ValueAt(i));
            }
        }

        return builder;
    }

    // A position is a number, or digits without a leading zero.
    private static int? Index(RegoValue step, int last)
    {
        var position = -1L;
        switch (step)
        {
            case RegoNumber number when number.TryGetInt64(out var value):
                position = value;
                break;
            case RegoString text when text.Value.Length is > 0 and < 10 && text.Value.All(char.IsAsciiDigit):
                position = text.Value is [_] or not ['0', ..] ? int.Parse(text.Value, NumberStyles.None, CultureInfo.InvariantCulture) : -1;
                break;
        }

        return position >= 0 && position <= last ? (int)position : null;
    }
}

using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// Builtins that policies call in their innermost loops, for operands of the usual kinds. Any other operand, and any replaced function,
/// goes the general way, so that errors and their texts stay the same.
/// </summary>
internal abstract partial class ValueNode
{
    /// <summary><c>startswith</c>, <c>endswith</c>.</summary>
    public sealed class TextEdge(bool atStart, BuiltinCallee callee, ValueNode[] arguments, Location location) : ValueNode
    {
        private readonly Operand _text = new(arguments[0]);
        private readonly Operand _edge = new(arguments[1]);

        public bool AtStart => atStart;

        public ValueNode Text => arguments[0];

        public ValueNode Edge => arguments[1];

        public override bool IsLight => Text.IsLight && Edge.IsLight;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace(arguments, slot, node) is { } replaced ? new TextEdge(atStart, callee, replaced, location) : null;

        public override RegoValue? Eval(Frame frame)
        {
            if (frame.Run.Scope.Mocks is not null)
            {
                return Replaced(frame, callee, arguments, location);
            }

            if (_text.Eval(frame) is not { } text || _edge.Eval(frame) is not { } edge)
            {
                return null;
            }

            if (text is not RegoString whole || edge is not RegoString part)
            {
                return callee.Invoke(frame.Run, [text, edge], location);
            }

            frame.Run.Meter.Step();
            return RegoBoolean.Of(atStart
                ? whole.Value.StartsWith(part.Value, StringComparison.Ordinal)
                : whole.Value.EndsWith(part.Value, StringComparison.Ordinal));
        }
    }

    /// <summary><c>count</c>.</summary>
    public sealed class Count(BuiltinCallee callee, ValueNode[] arguments, Location location) : ValueNode
    {
        private readonly Operand _collection = new(arguments[0]);

        public override bool IsLight => arguments[0].IsLight;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace(arguments, slot, node) is { } replaced ? new Count(callee, replaced, location) : null;

        public override RegoValue? Eval(Frame frame)
        {
            if (frame.Run.Scope.Mocks is not null)
            {
                return Replaced(frame, callee, arguments, location);
            }

            var collection = _collection.Eval(frame);
            frame.Run.Meter.Step();
            return collection switch
            {
                null => null,
                RegoSet set => RegoNumber.Of(set.Count),
                RegoArray array => RegoNumber.Of(array.Count),
                RegoObject obj => RegoNumber.Of(obj.Count),
                _ => callee.Invoke(frame.Run, [collection], location),
            };
        }
    }

    /// <summary><c>object.get</c>.</summary>
    public sealed class GetOr(BuiltinCallee callee, ValueNode[] arguments, Location location) : ValueNode
    {
        private readonly Operand _source = new(arguments[0]);
        private readonly Operand _key = new(arguments[1]);
        private readonly Operand _otherwise = new(arguments[2]);

        public ValueNode Source => arguments[0];

        public ValueNode Key => arguments[1];

        public ValueNode Otherwise => arguments[2];

        public override bool IsLight => Array.TrueForAll(arguments, static argument => argument.IsLight);

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace(arguments, slot, node) is { } replaced ? new GetOr(callee, replaced, location) : null;

        public override RegoValue? Eval(Frame frame)
        {
            if (frame.Run.Scope.Mocks is not null)
            {
                return Replaced(frame, callee, arguments, location);
            }

            if (_source.Eval(frame) is not { } source || _key.Eval(frame) is not { } key || _otherwise.Eval(frame) is not { } otherwise)
            {
                return null;
            }

            if (source is not RegoObject obj || key is RegoArray)
            {
                return callee.Invoke(frame.Run, [source, key, otherwise], location);
            }

            frame.Run.Meter.Step();
            return obj.Get(key) ?? otherwise;
        }
    }

    /// <summary><c>sprintf</c> with a format known when planned and an array written there.</summary>
    public sealed class Format(PlainFormat format, BuiltinCallee callee, ValueNode[] arguments, ValueNode[] items, Location location)
        : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            var run = frame.Run;
            if (run.Scope.Mocks is not null)
            {
                return Replaced(frame, callee, arguments, location);
            }

            if (items.Length == 1)
            {
                return items[0].Eval(frame) is not { } only ? null
                    : format.TryFill(run, only, out var short_) ? short_
                    : callee.Invoke(run, [format.Text, RegoArray.Of(only)], location);
            }

            var values = new RegoValue[items.Length];
            for (var i = 0; i < values.Length; i++)
            {
                if (items[i].Eval(frame) is not { } value)
                {
                    return null;
                }

                values[i] = value;
            }

            return format.TryFill(run, values, out var text) ? text : callee.Invoke(run, [format.Text, RegoArray.Adopt(values)], location);
        }
    }

    /// <summary>
    /// A call that is the same each time: its result is kept from the first one, when it is small. What fails or is undefined is called
    /// again each time, so that strictness and limits see it; what is large would outlive the evaluation whose budget it was charged to.
    /// </summary>
    public sealed class Folded(ValueNode call) : ValueNode
    {
        private const int TextMax = 1024;
        private const int MembersMax = 32;

        private RegoValue? _known;

        public override RegoValue? Eval(Frame frame)
        {
            if (frame.Run.Scope.Mocks is not null)
            {
                return call.Eval(frame);
            }

            if (_known is { } known)
            {
                return known;
            }

            var value = call.Eval(frame);
            if (value is not null && IsSmall(value))
            {
                _known = value;
            }

            return value;
        }

        private static bool IsSmall(RegoValue value) => value switch
        {
            RegoArray array => array.Count <= MembersMax && AreSmall(array.Items),
            RegoSet set => set.Count <= MembersMax && AreSmall(set.Items),
            RegoObject obj => obj.Count <= MembersMax && AreSmall(obj.Keys) && AreSmall(obj.ValuesByKey),
            _ => IsSmallScalar(value),
        };

        private static bool AreSmall(ReadOnlySpan<RegoValue> members)
        {
            foreach (var member in members)
            {
                if (member.Kind >= RegoKind.Array || !IsSmallScalar(member))
                {
                    return false;
                }
            }

            return true;
        }

        private static bool IsSmallScalar(RegoValue value) => value switch
        {
            RegoString text => text.Value.Length <= TextMax,
            RegoNumber number => number.WideBytes <= TextMax,
            _ => true,
        };
    }

    /// <summary>The node for a call of a builtin.</summary>
    public static ValueNode OfBuiltin(BuiltinCallee callee, ValueNode[] arguments, Location location)
    {
        var node = OfOperands(callee, arguments, location);
        return callee.IsSteady && arguments.Length > 0 && Array.TrueForAll(arguments, static argument => argument is Constant)
            ? new Folded(node)
            : node;
    }

    private static ValueNode OfOperands(BuiltinCallee callee, ValueNode[] arguments, Location location)
    {
        switch (callee.Builtin.Signature.Name)
        {
            case "startswith" when arguments.Length == 2:
                return new TextEdge(atStart: true, callee, arguments, location);
            case "endswith" when arguments.Length == 2:
                return new TextEdge(atStart: false, callee, arguments, location);
            case "count" when arguments.Length == 1:
                return new Count(callee, arguments, location);
            case "object.get" when arguments.Length == 3:
                return new GetOr(callee, arguments, location);
            case "sprintf" when arguments is [Constant { Value: RegoString text }, Items { Nodes: var items }]
                && PlainFormat.Of(text, items.Length) is { } format:
                return new Format(format, callee, arguments, items, location);
            default:
                return new Call(callee, arguments, location);
        }
    }

    private static RegoValue? Replaced(Frame frame, Callee callee, ValueNode[] arguments, Location location) =>
        frame.Run.Scope.Mocks!.TryGetValue(callee, out var replacement)
            ? replacement.Call(frame, arguments, location)
            : callee.Call(frame, arguments, location);
}

using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>One <c>with target as value</c>. A closed family.</summary>
internal abstract class Replacement
{
    /// <summary>Changes the new scope; values are evaluated in the frame's current one. False when the value is undefined.</summary>
    public abstract bool ApplyTo(Scope scope, Frame frame);

    /// <summary>What a call of a replaced function gives.</summary>
    public virtual RegoValue? Call(Frame frame, ValueNode[] arguments, Location location) => null;

    private static RegoValue[]? Evaluate(ValueNode[] nodes, Frame frame)
    {
        var values = new RegoValue[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i].Eval(frame) is not { } value)
            {
                return null;
            }

            values[i] = value;
        }

        return values;
    }

    private static RegoValue? Inside(Execution run, Dictionary<Callee, Replacement>? mocks, Func<RegoValue?> evaluate)
    {
        var outer = run.Scope;
        var inner = outer.Inner(run.RentMemo());
        inner.Mocks = mocks;
        run.Scope = inner;
        var result = evaluate();
        run.Scope = outer;
        run.ReturnMemo(inner.Memo);
        return result;
    }

    /// <summary>A place in the input.</summary>
    public sealed class OfInput(ValueNode[] path, ValueNode value) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame)
        {
            if (Evaluate(path, frame) is not { } keys || value.Eval(frame) is not { } with)
            {
                return false;
            }

            scope.Input = Documents.Put(scope.Input, keys, with);
            frame.Run.Environment.Coverage?.InputReplaced(scope.Input);
            return true;
        }
    }

    /// <summary>A place in the documents under <c>data</c>, rules or not.</summary>
    public sealed class OfData(ValueNode[] path, ValueNode value) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame)
        {
            if (Evaluate(path, frame) is not { } keys || value.Eval(frame) is not { } with)
            {
                return false;
            }

            scope.Data = Documents.Put(scope.Data, keys, with);
            scope.DataIsOriginal = false;
            scope.Targets = [.. scope.Targets ?? [], keys];
            return true;
        }
    }

    /// <summary>A function that gives one value whatever its arguments.</summary>
    public sealed class OfCallByValue(Callee target, ValueNode value) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame)
        {
            if (value.Eval(frame) is not { } with)
            {
                return false;
            }

            scope.Mocks = new(scope.Mocks ?? []) { [target] = new Known(with) };
            return true;
        }
    }

    /// <summary>A function that gives what a rule means where it is called, whatever its arguments.</summary>
    public sealed class OfCallByRule(Callee target, ValueNode rule) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame)
        {
            scope.Mocks = new(scope.Mocks ?? []) { [target] = this };
            return true;
        }

        // The rule sees the other replaced functions, but itself may call the one it replaces.
        public override RegoValue? Call(Frame frame, ValueNode[] arguments, Location location)
        {
            if (Evaluate(arguments, frame) is null)
            {
                return null;
            }

            var others = new Dictionary<Callee, Replacement>(frame.Run.Scope.Mocks!);
            others.Remove(target);
            return Inside(frame.Run, others.Count == 0 ? null : others, () => rule.Eval(frame));
        }
    }

    /// <summary>A function that another one stands in for.</summary>
    public sealed class OfCallByFunction(Callee target, Callee standIn) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame)
        {
            scope.Mocks = new(scope.Mocks ?? []) { [target] = this };
            return true;
        }

        // The stand-in sees no replaced functions, so it may call the one it replaces. Its arguments still belong to the caller.
        public override RegoValue? Call(Frame frame, ValueNode[] arguments, Location location)
        {
            if (Evaluate(arguments, frame) is not { } values)
            {
                return null;
            }

            var known = Array.ConvertAll(values, static value => (ValueNode)new ValueNode.Constant(value));
            return Inside(frame.Run, mocks: null, () => standIn.Call(frame, known, location));
        }
    }

    private sealed class Known(RegoValue value) : Replacement
    {
        public override bool ApplyTo(Scope scope, Frame frame) => true;

        public override RegoValue? Call(Frame frame, ValueNode[] arguments, Location location) =>
            Evaluate(arguments, frame) is null ? null : value;
    }
}

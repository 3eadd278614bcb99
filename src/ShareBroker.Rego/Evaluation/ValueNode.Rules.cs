using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>Nodes whose values come from rules.</summary>
internal abstract partial class ValueNode
{
    /// <summary>All that a set of rules defines at its path.</summary>
    public sealed class RuleDocument(RuleSet rules) : ValueNode
    {
        public override bool IsLight => true;

        public override RegoValue? Eval(Frame frame)
        {
            var scope = frame.Run.Scope;
            return scope.Targets is not null && scope.Hides(rules.Path) ? scope.BaseAt(rules.Path) : rules.Extent(frame.Run);
        }
    }

    /// <summary>What partial rules define under given keys; other keys are not evaluated.</summary>
    public sealed class RuleEntry(PartialRules rules, ValueNode[] keys) : ValueNode
    {
        public override RegoValue? Eval(Frame frame)
        {
            if (keys.Length == 1)
            {
                return keys[0].Eval(frame) is { } only ? Within(frame, new ReadOnlySpan<RegoValue>(in only)) : null;
            }

            var values = new RegoValue[keys.Length];
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i].Eval(frame) is not { } key)
                {
                    return null;
                }

                values[i] = key;
            }

            return Within(frame, values);
        }

        private RegoValue? Within(Frame frame, ReadOnlySpan<RegoValue> given)
        {
            var scope = frame.Run.Scope;
            if (scope.Targets is null || !scope.Hides(rules.Path))
            {
                return rules.Entry(frame.Run, given);
            }

            var document = scope.BaseAt(rules.Path);
            foreach (var key in given)
            {
                document = Documents.Get(document, key);
            }

            return document;
        }
    }

    /// <summary>A part of the document tree that rules and base data share.</summary>
    public sealed class TreeDocument(DocumentNode node) : ValueNode
    {
        public override RegoValue? Eval(Frame frame) => node.Extent(frame.Run, frame.Run.Scope.BaseAt(node.Path));
    }

    /// <summary>A call of a function that rules define.</summary>
    public sealed class RuleCall(FunctionRules rules, ValueNode[] arguments, Text.Location location) : ValueNode
    {
        private readonly Operand[] _arguments = Operand.Of(arguments);

        public FunctionRules Rules => rules;

        public ValueNode[] Arguments => arguments;

        public override ValueNode? Reading(int slot, ValueNode node) =>
            Replace(arguments, slot, node) is { } replaced ? new RuleCall(rules, replaced, location) : null;

        public override RegoValue? Eval(Frame frame) => frame.Run.Scope.Mocks is null
            ? rules.Call(frame, _arguments)
            : Replaced(frame, rules.Callee, arguments, location);
    }

    /// <summary>A call of a function that has one result.</summary>
    public sealed class Call(Callee callee, ValueNode[] arguments, Text.Location location) : ValueNode
    {
        public Callee Callee => callee;

        public override RegoValue? Eval(Frame frame)
        {
            var mocks = frame.Run.Scope.Mocks;
            return mocks is not null && mocks.TryGetValue(callee, out var replacement)
                ? replacement.Call(frame, arguments, location)
                : callee.Call(frame, arguments, location);
        }
    }
}

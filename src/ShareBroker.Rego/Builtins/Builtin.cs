using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>One built-in function: its signature and what it does. The kinds of operands are checked here, for all alike.</summary>
internal sealed class Builtin
{
    // In Of, kindNames replaces the list of kinds that messages name; see OperandKinds.Of.
    private readonly OperandKinds[] _operands;
    private readonly BuiltinFunction? _body;

    private Builtin(
        BuiltinSignature signature, BuiltinFunction? body, BuiltinRelation? relation, string? kindNames, bool checksKinds = true)
    {
        Signature = signature;
        _operands = checksKinds ? [.. signature.ArgumentTypes.Select(type => OperandKinds.Of(type, kindNames))] : [];
        _body = body;
        Relation = relation;
        Function = body is null ? null : Invoke;
    }

    /// <summary>What the function takes and gives.</summary>
    public BuiltinSignature Signature { get; }

    /// <summary>The function, or null when it is a relation or not offered by this engine.</summary>
    public BuiltinFunction? Function { get; }

    /// <summary>The relation, or null.</summary>
    public BuiltinRelation? Relation { get; }

    /// <summary>A function with the types written <c>first, second -&gt; result</c>.</summary>
    public static Builtin Of(string name, string types, BuiltinFunction body, string? infix = null, string? kindNames = null) =>
        new(Sign(name, types, infix), body, null, kindNames);

    /// <summary>A test whether its operand is a sound text of some form; an operand of another kind is not.</summary>
    public static Builtin Test(string name, BuiltinFunction body) => new(
        Sign(name, "string -> boolean", null),
        (context, arguments) => arguments[0] is RegoString ? body(context, arguments) : RegoBoolean.False,
        null,
        null,
        checksKinds: false);

    /// <summary>A function that looks at the kinds of its operands itself.</summary>
    public static Builtin OfAnyKind(string name, string types, BuiltinFunction body, string? infix = null) =>
        new(Sign(name, types, infix), body, null, null, checksKinds: false);

    /// <summary>A function whose result stays the same within one evaluation only.</summary>
    public static Builtin Nondeterministic(string name, string types, BuiltinFunction? body) =>
        new(Sign(name, types, null) with { IsNondeterministic = true }, body, null, null);

    /// <summary>A function with many results for each call.</summary>
    public static Builtin OfRelation(string name, string types, BuiltinRelation relation) =>
        new(Sign(name, types, null) with { IsRelation = true }, null, relation, null);

    /// <summary>A function that policies may name but this engine does not compute.</summary>
    public static Builtin Declared(string name, string types, string? infix = null, bool variadic = false) =>
        new(Sign(name, types, infix) with { IsVariadic = variadic }, null, null, null);

    /// <summary>The same signature with another body.</summary>
    public Builtin Calling(BuiltinFunction body) => new(Signature, body, null, null);

    private static BuiltinSignature Sign(string name, string types, string? infix)
    {
        var arrow = types.LastIndexOf("->", StringComparison.Ordinal);
        return new BuiltinSignature(
            name, infix, OperandKinds.SplitTypes(types[..arrow].Trim()), types[(arrow + 2)..].Trim(), false, false, false);
    }

    private RegoValue? Invoke(BuiltinContext context, ReadOnlySpan<RegoValue> arguments)
    {
        try
        {
            for (var i = 0; i < _operands.Length && i < arguments.Length; i++)
            {
                if (!_operands[i].Allows(arguments[i].Kind))
                {
                    throw _operands[i].Refusal(i + 1, arguments[i]);
                }
            }

            var result = Signature.IsNondeterministic
                ? context.Remember(Signature.Name, arguments, _body!)
                : _body!(context, arguments);
            if (result is RegoNumber number)
            {
                context.Charge(number);
            }

            return result;
        }
        catch (BuiltinException fault) when (fault.NoteAndPass(Signature.Name))
        {
            throw;
        }
    }
}

namespace ShareBroker.Rego.Builtins;

/// <summary>A built-in function was called with something it cannot take. Undefined unless the evaluation is strict.</summary>
internal sealed class BuiltinException : Exception
{
    /// <summary>An operand is of the wrong kind.</summary>
    public const string TypeError = "eval_type_error";

    /// <summary>Any other failure.</summary>
    public const string Failure = "eval_builtin_error";

    private readonly string _message;
    private string? _builtin;

    private BuiltinException(string code, string message)
    {
        Code = code;
        _message = message;
    }

    /// <summary>One of the two codes of this class.</summary>
    public string Code { get; }

    /// <summary>The name of the function and what is wrong with the call.</summary>
    public override string Message => _builtin is null ? _message : $"{_builtin}: {_message}";

    /// <summary>The function fails for another reason than an operand's kind.</summary>
    public static BuiltinException Failed(string message) => new(Failure, message);

    /// <summary>An operand, counted from 1, breaks the rule stated.</summary>
    public static BuiltinException Operand(int position, string rule) => new(TypeError, $"operand {position} {rule}");

    /// <summary>The call as a whole has the wrong types.</summary>
    public static BuiltinException Types(string message) => new(TypeError, message);

    /// <summary>Notes which function failed. Always false, so that an exception filter may call it without catching.</summary>
    public bool NoteAndPass(string builtin)
    {
        _builtin ??= builtin;
        return false;
    }
}

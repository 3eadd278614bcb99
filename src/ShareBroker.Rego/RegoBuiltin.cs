using System.Text.RegularExpressions;
using ShareBroker.Rego.Builtins;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>
/// A function that a host adds to the language (<see cref="RegoCompileOptions.Builtins"/>): one of its own, or one of those of OPA that
/// reach outside of the evaluation and so exist only where a host hands them in.
/// </summary>
public sealed partial class RegoBuiltin
{
    private RegoBuiltin(Builtin builtin) => Builtin = builtin;

    /// <summary>The names that OPA gives to functions that reach outside; without a host's implementation they do not compile.</summary>
    public static IReadOnlyList<string> OutsideNames { get; } = [.. HostFamily.Names.Order(StringComparer.Ordinal)];

    /// <summary>
    /// Stand-ins for the functions that reach outside: policies that name them compile and may replace them by <c>with</c>, in tests
    /// say. Called as they are they fail, but for <c>net.lookup_ip_addr</c> of what is an address already, and <c>opa.runtime</c>,
    /// which is an empty object.
    /// </summary>
    public static IReadOnlyList<RegoBuiltin> Unreachable { get; } =
    [
        HttpSend(static (_, _) => throw new RegoBuiltinException("requests are not sent here")),
        new(BuiltinRegistry.All["net.lookup_ip_addr"]),
        OpaRuntime(RegoObject.Empty),
    ];

    /// <summary>The name by which policies call it.</summary>
    public string Name => Builtin.Signature.Name;

    internal Builtin Builtin { get; }

    /// <summary>A function of the host's own.</summary>
    /// <param name="name">Identifiers joined by dots, such as <c>agency.forum_of</c>; no name that the language has already.</param>
    /// <param name="types">The types of the arguments and of the result in Rego's notation, such as <c>string, number -&gt;
    /// object[string: any]</c>. Calls with other types are refused, at compile time where they are known.</param>
    /// <param name="function">What it does.</param>
    /// <param name="isDeterministic">True when equal arguments always give an equal result, today and tomorrow; the engine may then
    /// call it once for many. False: called once for the same arguments within one evaluation.</param>
    /// <returns>A builtin for the options of any number of compilations.</returns>
    /// <exception cref="ArgumentException">The name or the types cannot be read, or the name is taken.</exception>
    public static RegoBuiltin Of(string name, string types, RegoFunction function, bool isDeterministic)
    {
        ArgumentNullException.ThrowIfNull(function);
        ArgumentException.ThrowIfNullOrEmpty(types);
        if (!Names().IsMatch(name) || name.Split('.').Any(TokenNames.Keywords.ContainsKey))
        {
            throw new ArgumentException($"'{name}' is no name for a function; join identifiers by dots", nameof(name));
        }

        if (BuiltinRegistry.All.ContainsKey(name) || name is "eq" or "assign" || name.Split('.')[0] is "data" or "input" or "internal")
        {
            throw new ArgumentException($"'{name}' belongs to the language; choose another name", nameof(name));
        }

        var arrow = types.LastIndexOf("->", StringComparison.Ordinal);
        if (arrow < 0 || !OperandKinds.SplitTypes(types[..arrow].Trim()).Append(types[(arrow + 2)..].Trim()).All(TypeNotation.IsSound))
        {
            throw new ArgumentException($"'{types}' is no signature; write it like 'string, array[any] -> boolean'", nameof(types));
        }

        return new RegoBuiltin(
            isDeterministic ? Builtin.Of(name, types, Guarded(name, function)) : Builtin.Nondeterministic(name, types,
                Guarded(name, function)));
    }

    /// <summary>OPA's <c>http.send</c>: takes a request object and gives a response object. What may be asked of whom is the host's to
    /// decide.</summary>
    /// <param name="function">Sends the request.</param>
    /// <returns>A builtin for the options of any number of compilations.</returns>
    public static RegoBuiltin HttpSend(RegoFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        var send = Guarded("http.send", function);
        return new RegoBuiltin(BuiltinRegistry.All["http.send"].Calling((context, arguments) =>
        {
            RequestParameters.Demand((RegoObject)arguments[0]);
            return send(context, arguments);
        }));
    }

    /// <summary>OPA's <c>net.lookup_ip_addr</c>: takes a name and gives the set of its addresses.</summary>
    /// <param name="function">Looks the name up.</param>
    /// <returns>A builtin for the options of any number of compilations.</returns>
    public static RegoBuiltin NetLookupIpAddress(RegoFunction function) => Outside("net.lookup_ip_addr", function);

    /// <summary>OPA's <c>opa.runtime</c>: what a policy may know of the process that evaluates it.</summary>
    /// <param name="runtime">The same in every evaluation; OPA has <c>config</c>, <c>env</c> and <c>version</c> in it.</param>
    /// <returns>A builtin for the options of any number of compilations.</returns>
    public static RegoBuiltin OpaRuntime(RegoObject runtime)
    {
        ArgumentNullException.ThrowIfNull(runtime);
        return Outside("opa.runtime", (_, _) => runtime);
    }

    private static RegoBuiltin Outside(string name, RegoFunction function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new RegoBuiltin(BuiltinRegistry.All[name].Calling(Guarded(name, function)));
    }

    // What a host's function throws by mistake must not look like an answer.
    private static BuiltinFunction Guarded(string name, RegoFunction function) => (context, arguments) =>
    {
        try
        {
            return function(new RegoBuiltinCall(context), arguments);
        }
        catch (RegoBuiltinException fault)
        {
            throw BuiltinException.Failed(fault.Message);
        }
        catch (Exception fault) when (fault is not (OperationCanceledException or BudgetExceededException or RegoException))
        {
            var error = new RegoError("eval_host_error", $"{name}: the host's function failed ({fault.GetType().Name})", Location.None);
            throw new RegoEvaluationException(error, fault);
        }
    };

    [GeneratedRegex("""\A[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*\z""")]
    private static partial Regex Names();
}

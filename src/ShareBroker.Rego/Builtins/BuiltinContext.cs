using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>What one evaluation lends to the functions it calls. Not safe for use from several threads.</summary>
internal sealed class BuiltinContext
{
    private Dictionary<(string Builtin, RegoArray Arguments), RegoValue?>? _remembered;

    /// <summary>Makes the context of one evaluation.</summary>
    public BuiltinContext(EvaluationMeter meter, long nowNanoseconds, Action<Span<byte>> fillRandom)
    {
        Meter = meter;
        NowNanoseconds = nowNanoseconds;
        FillRandom = fillRandom;
    }

    /// <summary>Counts and limits the work.</summary>
    public EvaluationMeter Meter { get; }

    /// <summary>The time of the whole evaluation, in nanoseconds since 1970 (UTC).</summary>
    public long NowNanoseconds { get; }

    /// <summary>Fills a span with random bytes.</summary>
    public Action<Span<byte>> FillRandom { get; }

    /// <summary>
    /// The modules are in the language of before OPA 1.0: results and messages that have changed since take the form they had.
    /// </summary>
    public bool IsOlderLanguage { get; init; }

    /// <summary>Within one evaluation a nondeterministic function gives the same result for the same arguments.</summary>
    public RegoValue? Remember(string builtin, ReadOnlySpan<RegoValue> arguments, BuiltinFunction function)
    {
        var key = (builtin, RegoArray.Of(arguments));
        _remembered ??= [];
        if (!_remembered.TryGetValue(key, out var result))
        {
            Meter.Allocate(128);
            result = function(this, arguments);
            _remembered.Add(key, result);
        }

        return result;
    }
}

using ShareBroker.Rego.Values;

namespace ShareBroker.Rego;

/// <summary>What a host's builtin does. It may be called by many threads at once.</summary>
/// <param name="call">What the evaluation lends to the function.</param>
/// <param name="arguments">As many as the signature says, each of its declared kind.</param>
/// <returns>The result, or null when it is undefined.</returns>
/// <exception cref="RegoBuiltinException">The function cannot answer: undefined, or the end of the evaluation when it is
/// strict.</exception>
public delegate RegoValue? RegoFunction(RegoBuiltinCall call, ReadOnlySpan<RegoValue> arguments);

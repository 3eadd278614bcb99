using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Computes one result; null is undefined. Work and sizes are charged to the context's meter.</summary>
/// <exception cref="BuiltinException">The arguments are wrong: undefined unless the evaluation is strict.</exception>
internal delegate RegoValue? BuiltinFunction(BuiltinContext context, ReadOnlySpan<RegoValue> arguments);

using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Calls back for each result in order, until there are no more or the callback says false.</summary>
internal delegate void BuiltinRelation(BuiltinContext context, ReadOnlySpan<RegoValue> arguments, Func<RegoValue, bool> onResult);

using ShareBroker.Rego.Builtins.Yaml;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins;

/// <summary>Values as YAML text and back.</summary>
internal static class YamlFamily
{
    public static IEnumerable<Builtin> All =>
    [
        Builtin.Of("yaml.marshal", "any -> string", Marshal),
        Builtin.Of("yaml.unmarshal", "string -> any", Unmarshal),
        Builtin.Test("yaml.is_valid", static (c, a) => RegoBoolean.Of(YamlReader.Read(c, a.Text(0), out _) is not null)),
    ];

    private static RegoString Marshal(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        RegoString.Of(YamlWriter.Write(context, arguments[0]));

    private static RegoValue Unmarshal(BuiltinContext context, ReadOnlySpan<RegoValue> arguments) =>
        YamlReader.Read(context, arguments.Text(0), out var fault) ?? throw BuiltinException.Failed(fault);
}

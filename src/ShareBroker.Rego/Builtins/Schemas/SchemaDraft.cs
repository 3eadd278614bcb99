namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>Which draft of JSON Schema a document follows; without a known <c>$schema</c> it may use the words of all of them.</summary>
internal enum SchemaDraft
{
    Draft4 = 4,
    Draft6 = 6,
    Draft7 = 7,
    Mixed = int.MaxValue,
}

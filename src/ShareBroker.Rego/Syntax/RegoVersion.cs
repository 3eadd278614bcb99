namespace ShareBroker.Rego.Syntax;

/// <summary>Which grammar a text is read with.</summary>
internal enum RegoVersion
{
    V1 = 1,
    V0 = 0,
}

namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>A function that a program defines.</summary>
internal sealed record FunctionSign(string Name, IReadOnlyList<Shape> Arguments, Shape Result);

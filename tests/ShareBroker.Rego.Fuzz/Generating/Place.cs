namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>A text that refers to a value: a variable, a path into input or data, a rule.</summary>
/// <param name="Text">The reference.</param>
/// <param name="Shape">What is there.</param>
internal sealed record Place(string Text, Shape Shape);

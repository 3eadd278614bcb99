using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Tooling;

/// <summary>What the expressions of one line cost in a traced evaluation.</summary>
/// <param name="Location">The first expression of the line that was tried; its file is empty for the query.</param>
/// <param name="Time">The time spent from its steps until the next ones; tracing makes it longer.</param>
/// <param name="Evals">How often its expressions were tried.</param>
/// <param name="Redos">How often they were gone back to for another solution.</param>
/// <param name="Expressions">How many expressions the line is made of, those of the compiler included.</param>
public sealed record ProfiledLine(Location Location, TimeSpan Time, int Evals, int Redos, int Expressions);

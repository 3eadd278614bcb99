namespace ShareBroker.Policies.Mutating;

/// <summary>What became of one mutant.</summary>
/// <param name="Id">The mutant's id.</param>
/// <param name="Verdict">What became of it.</param>
/// <param name="By">The scenario or unit test that killed it; empty otherwise.</param>
public sealed record MutantOutcome(string Id, MutantVerdict Verdict, string By);

namespace ShareBroker.Policies.Replaying;

/// <summary>Past decisions of one agency under one regime.</summary>
/// <param name="Regime">The rules that were named.</param>
/// <param name="Agency">The agency that asked.</param>
/// <param name="Decisions">How many were decided again.</param>
/// <param name="Permitted">Denials that would be permits.</param>
/// <param name="Denied">Permits that would be denials.</param>
/// <param name="Fields">Permits with other fields.</param>
/// <param name="Terms">Other reasons, rules or obligations alone.</param>
public sealed record ReplayGroup(string Regime, string Agency, int Decisions, int Permitted, int Denied, int Fields, int Terms);

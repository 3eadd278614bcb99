namespace ShareBroker.Policies.Deciding;

/// <summary>Names the policies in force, as statements quote them.</summary>
/// <param name="Revision">Revision of the bundle.</param>
/// <param name="Sha256">Digest of the bundle, lower-case hex.</param>
/// <param name="LeafIndex">Index of the activation entry in the log; negative while there is no log, as on a command line.</param>
/// <param name="Regimes">Regimes that have a pack, sorted.</param>
public sealed record ActivePolicy(string Revision, string Sha256, long LeafIndex, IReadOnlyList<string> Regimes);

namespace ShareBroker.Policies;

/// <summary>Where a held field comes from. Never a value.</summary>
/// <param name="OriginPurpose">Purpose under which the holder collected it; null for no special origin.</param>
/// <param name="Basis"><c>fact</c> or <c>personal_assessment</c>; null when unknown.</param>
/// <param name="Reviewed">A person reviewed this free text; null when the holder does not say.</param>
/// <param name="Receipt">Id of the receipt under which the holder itself received it; null when it did not.</param>
public sealed record HeldProvenance(string? OriginPurpose, string? Basis, bool? Reviewed, string? Receipt);

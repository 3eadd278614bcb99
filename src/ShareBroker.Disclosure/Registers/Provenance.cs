namespace ShareBroker.Disclosure.Registers;

/// <summary>Where a value comes from, as its holder states it. Never a value.</summary>
/// <param name="OriginPurpose">
/// Purpose under which the holder collected it; empty when not stated, <see cref="NoOrigin"/> for no special origin.
/// </param>
/// <param name="Basis"><c>fact</c>, <c>personal_assessment</c> or empty when unknown.</param>
/// <param name="Reviewed">A person has reviewed this free text.</param>
/// <param name="ReceiptId">Id of the receipt under which the holder itself received it; empty when it did not.</param>
public sealed record Provenance(string OriginPurpose = "", string Basis = "", bool Reviewed = false, string ReceiptId = "")
{
    /// <summary>The word for a path without a special origin.</summary>
    public const string NoOrigin = "none";

    /// <summary>Nothing is known.</summary>
    public static Provenance Unknown { get; } = new();
}

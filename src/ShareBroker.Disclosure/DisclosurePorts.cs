using System.Security.Cryptography;
using ShareBroker.Disclosure.Fetching;
using ShareBroker.Disclosure.Intake;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Vocabularies;
using ShareBroker.Receipts.Log;

namespace ShareBroker.Disclosure;

/// <summary>Everything outside that the desks lean on.</summary>
public sealed record DisclosurePorts
{
    /// <summary>The registers.</summary>
    public required IRegisterStore Registers { get; init; }

    /// <summary>The cases.</summary>
    public required ICaseStore Cases { get; init; }

    /// <summary>The files of disclosures.</summary>
    public required IOrderStore Orders { get; init; }

    /// <summary>The policies in force.</summary>
    public required IDecisionPoint Decisions { get; init; }

    /// <summary>The words of the policies that are in force now.</summary>
    public Vocabulary Vocabulary => Decisions.Current.Vocabulary;

    /// <summary>
    /// A regime is confirmed by a confirmation alone; a row of the register that calls itself confirmed is refused. False in trials.
    /// </summary>
    public bool RegimesNeedConfirmation { get; init; }

    /// <summary>The holders.</summary>
    public required IRecordHolder Holders { get; init; }

    /// <summary>The log.</summary>
    public required IStatementLog Log { get; init; }

    /// <summary>The secrets of receipts.</summary>
    public required IReceiptSecrets Secrets { get; init; }

    /// <summary>What decisions were made from.</summary>
    public required IDecisionInputs Inputs { get; init; }

    /// <summary>The clock.</summary>
    public required TimeProvider Time { get; init; }

    /// <summary>The source of randomness.</summary>
    public required RandomNumberGenerator Random { get; init; }
}

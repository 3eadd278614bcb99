using ShareBroker.Policies.Bundles;
using ShareBroker.Policies.Deciding;
using ShareBroker.Policies.Packs;
using ShareBroker.Policies.Testing;

namespace ShareBroker.Policies.Life;

/// <summary>The one way in for a bundle: signed by a trusted key, unchanged, within its time, and it compiles.</summary>
internal sealed class BundleGate(BundleKeys keys, TimeProvider time)
{
    /// <exception cref="PolicyException">The bundle is refused; the code says why.</exception>
    public (PolicyBundle Bundle, PolicySet Policies) Admit(ReadOnlyMemory<byte> archive)
    {
        var bundle = PolicyBundle.Read(archive);
        BundleSignature.Verify(bundle, keys);
        PolicyRevision.Parse(bundle.Revision);
        if (bundle.ValidUntil <= time.GetUtcNow())
        {
            throw new PolicyException("bundle_expired", "the bundle's time is over; build and sign a new one");
        }

        return (bundle, PolicySet.FromFiles(bundle.Files));
    }

    /// <summary>How many of the policies' own tests pass; all of them, or it is an error.</summary>
    /// <exception cref="PolicyException">A test fails (<c>tests_failed</c>), or there is none (<c>tests_missing</c>).</exception>
    public int Test(PolicySet policies, CancellationToken cancellationToken)
    {
        var outcomes = PolicyTestRun.Run(policies, DecisionBudget.Standard, DecisionBudget.Environment(time), cancellationToken);
        var failed = outcomes.Count(static outcome => !outcome.Passed);
        return failed > 0
            ? throw new PolicyException("tests_failed", $"{failed} of the bundle's own tests fail; run 'sharebroker policy test'")
            : outcomes.Count > 0
            ? outcomes.Count
            : throw new PolicyException("tests_missing", "the bundle has no test of its own; policies without tests are not put in force");
    }
}

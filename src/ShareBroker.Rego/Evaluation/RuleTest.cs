using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What must hold before a rule can give anything: one place has one of some values.</summary>
/// <param name="Place">Tells places apart.</param>
/// <param name="Subject">The place: a reference without variables, or null for an argument or key.</param>
/// <param name="Slot">The slot of the argument or key when there is no reference.</param>
/// <param name="Values">The values that pass.</param>
internal sealed record RuleTest(string Place, Term.Ref? Subject, int Slot, RegoValue[] Values)
{
    /// <summary>The test that a constant in a head puts to an argument or key; null for other terms.</summary>
    public static RuleTest? OfSlot(int slot, Term term) =>
        term is Term.Constant constant ? OfSlot(slot, [constant.Value]) : null;

    /// <summary>A test of an argument or key.</summary>
    public static RuleTest OfSlot(int slot, RegoValue[] values) => new("#" + slot, null, slot, values);

    /// <summary>
    /// What must hold before any link of a chain of <c>else</c> can give anything: a place that every link tests has a value that one of
    /// them lets pass.
    /// </summary>
    public static IReadOnlyList<RuleTest> OfAny(IReadOnlyList<IReadOnlyList<RuleTest>> links)
    {
        if (links is [var only])
        {
            return only;
        }

        var common = new List<RuleTest>();
        foreach (var test in links[0].DistinctBy(static test => test.Place))
        {
            var others = links.Skip(1).Select(link => link.FirstOrDefault(other => other.Place == test.Place)).ToArray();
            if (Array.TrueForAll(others, static other => other is not null))
            {
                common.Add(test with { Values = [.. others.SelectMany(static other => other!.Values).Concat(test.Values).Distinct()] });
            }
        }

        return common;
    }
}

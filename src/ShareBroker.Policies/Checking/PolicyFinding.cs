using ShareBroker.Policies.Places;

namespace ShareBroker.Policies.Checking;

/// <summary>One thing that is wrong with a policy folder, for the person who has to mend it.</summary>
/// <param name="Code">Stable word of the check, such as <c>unknown_word</c> or <c>never_fires</c>.</param>
/// <param name="Place">Where.</param>
/// <param name="Problem">What is wrong: one clause in plain words.</param>
/// <param name="Advice">What to do about it: one clause.</param>
public sealed record PolicyFinding(string Code, PolicyPlace Place, string Problem, string Advice)
{
    /// <summary>One line: place, code, problem, advice and the offending text.</summary>
    public override string ToString() =>
        $"{Place}: {Code}: {Problem}; {Advice}{(Place.Text.Length == 0 ? "" : $" [{Place.Text}]")}";
}

using ShareBroker.Rego.Fuzz.Engines;
using ShareBroker.Rego.Fuzz.Trees;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>In what ways the answers to a program may differ though all calls in it agree.</summary>
internal static class ProgramReasons
{
    private const string Conflict = "eval_conflict_error";

    /// <summary>Both fail, each with the fault of another call that fails in both.</summary>
    public static async Task<bool> IsAnotherFaultAsync(Difference difference)
    {
        if (!difference.Program.IsStrict || difference.Ours.Kind != OutcomeKind.EvaluationError
            || difference.Theirs.Kind != OutcomeKind.EvaluationError)
        {
            return false;
        }

        // Both refuse, and without strictness they agree: left is that each tells a fault of what is called.
        var (ours, theirs) = await difference.AskAsync(difference.Only(isStrict: false));
        return ours.Agrees(theirs) && await IsToldAsync(difference.Ours) && await IsToldAsync(difference.Theirs);

        async Task<bool> IsToldAsync(Outcome error) =>
            await IsFaultOfACallAsync(difference, error, ours) || IsOfACallInTheText(difference, error);
    }

    /// <summary>The reference server does not read a query that it reads as the body of a rule, where both agree.</summary>
    public static async Task<bool> IsUnreadQueryAsync(Difference difference)
    {
        if (difference.Theirs is not { Kind: OutcomeKind.QueryError, Text: "rego_parse_error" })
        {
            return false;
        }

        var asked = difference.Asking("x = data.asked.holds");
        var head = difference.Program.IsV0 ? "holds" : "holds if";
        var body = Node.Text($"package asked\n\n{head} {{\n{difference.Program.Queries[difference.Query]}\n}}\n");
        return await difference.AgreeAsync(asked with { Modules = [.. asked.Modules, body] });
    }

    /// <summary>One fails with the fault of a call that fails in both, the other does not come to it; without strictness they
    /// agree, or one of them passes by a conflict.</summary>
    public static async Task<bool> IsFaultPassedByAsync(Difference difference)
    {
        var (error, other) = difference.Ours.Kind == OutcomeKind.EvaluationError
            ? (difference.Ours, difference.Theirs)
            : (difference.Theirs, difference.Ours);
        if (!difference.Program.IsStrict || error.Kind != OutcomeKind.EvaluationError || other.Kind != OutcomeKind.Answer)
        {
            return false;
        }

        var lenient = difference.Only(isStrict: false);
        var (ours, theirs) = await difference.AskAsync(lenient);
        var left = new Difference(lenient, 0, ours, theirs, difference.AskAll);
        return (ours.Agrees(theirs) || await IsConflictPassedByAsync(left) || await IsOrderOfDefinitionsAsync(left))
            && await IsFaultOfACallAsync(difference, error, ours);
    }

    /// <summary>One meets a conflict; asked for everything, or for one rule alone, both do.</summary>
    public static async Task<bool> IsConflictPassedByAsync(Difference difference)
    {
        if (!IsConflict(difference.Ours, difference.Theirs) && !IsConflict(difference.Theirs, difference.Ours))
        {
            return false;
        }

        // A rule of which one value was enough is never asked for the others, so each is asked for by itself too.
        foreach (var path in ProgramChanges.Documents(difference.Program).Prepend("data"))
        {
            var (ours, theirs) = await difference.AskAsync(difference.Asking($"x = {path}"));
            if (HasConflict(ours) && HasConflict(theirs))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>One meets a conflict; with the definitions, the members of sets, turned round, or the entries of objects sorted, the
    /// other does, or neither.</summary>
    public static async Task<bool> IsOrderOfDefinitionsAsync(Difference difference)
    {
        var isOurs = IsConflict(difference.Ours, difference.Theirs);
        if (!isOurs && !IsConflict(difference.Theirs, difference.Ours))
        {
            return false;
        }

        foreach (var change in new[] { ProgramChanges.Reversed, ProgramChanges.SetsReversed, ProgramChanges.KeysSorted })
        {
            if (change(difference.Only()) is not { } reversed)
            {
                continue;
            }

            var (ours, theirs) = await difference.AskAsync(reversed);
            if (isOurs ? HasConflict(theirs) || ours.Agrees(difference.Theirs) : HasConflict(ours))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The reference engine meets a conflict; asked for everything, with every <c>else</c> as a rule of its own, neither
    /// does.</summary>
    public static async Task<bool> IsMoreThanOneWayAsync(Difference difference)
    {
        if (!IsConflict(difference.Theirs, difference.Ours) || ProgramChanges.ElseApart(difference.Asking("x = data")) is not { } apart)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(apart);
        return ours.Kind == OutcomeKind.Answer && ours.Agrees(theirs);
    }

    /// <summary>Both give the same letters in another order, and one of several errors against a schema is among them.</summary>
    public static Task<bool> IsOrderOfSchemaErrorsAsync(Difference difference) => Task.FromResult(
        difference is { Ours.Kind: OutcomeKind.Answer, Theirs.Kind: OutcomeKind.Answer }
        && difference.Text.Contains("json.match_schema", StringComparison.Ordinal)
        && difference.Ours.Text.Contains("additional_property_not_allowed", StringComparison.Ordinal)
        && difference.Ours.Text.Order().SequenceEqual(difference.Theirs.Text.Order()));

    /// <summary>The reference engine refuses a number in the path of a document, or breaks off there; with the text of the number they
    /// agree.</summary>
    public static async Task<bool> IsNumberInAPathAsync(Difference difference) =>
        difference.Theirs.Text is "rego_type_error" or "eval_internal_error"
        && ProgramChanges.TextsInPaths(difference.Only()) is { } changed && await difference.AgreeAsync(changed);

    /// <summary>Written in one way, equal numbers are one key for both, and this engine says what it said before.</summary>
    public static async Task<bool> IsHowNumbersAreWrittenAsync(Difference difference)
    {
        if (difference.Ours.Kind != OutcomeKind.Answer || difference.Theirs.Kind != OutcomeKind.Answer)
        {
            return false;
        }

        if (CallReasons.AreEqualNumbers(difference.Ours.Text, difference.Theirs.Text))
        {
            // Nothing but the writing differs, and not that of a builtin's result: of equal members, another one stayed.
            return (await difference.StudyAsync()).Differing.Count == 0;
        }

        if (ProgramChanges.WholeNumbersPlain(difference.Only()) is not { } plain)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(plain);
        return ours.Agrees(theirs) && CallReasons.Masked(ours.Text) == CallReasons.Masked(difference.Ours.Text);
    }

    /// <summary>With every <c>every</c> after all else the engines agree, and this one says what it said before.</summary>
    public static async Task<bool> IsEveryTooEarlyAsync(Difference difference)
    {
        if (!difference.Text.Contains("every ", StringComparison.Ordinal) || ProgramChanges.EveryLast(difference.Only()) is not { } moved)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(moved);
        return ours.Agrees(theirs) && ours.Agrees(difference.Ours);
    }

    /// <summary>With every call asked for its value the engines agree, and this one says what it said before.</summary>
    public static async Task<bool> IsReplacedAndOnlyAskedAsync(Difference difference)
    {
        if (!difference.Text.Contains(" with ", StringComparison.Ordinal)
            || ProgramChanges.CallsForValues(difference.Only()) is not { } asked)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(asked);
        return ours.Agrees(theirs) && ours.Agrees(difference.Ours);
    }

    /// <summary>With every written set and object made a value first the engines agree, and this one says what it said before.</summary>
    public static async Task<bool> IsCollectionReadUnmadeAsync(Difference difference)
    {
        if (ProgramChanges.CollectionsFirst(difference.Only()) is not { } made)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(made);
        return ours.Agrees(theirs) && ours.Agrees(difference.Ours);
    }

    /// <summary>The reference engine does not read a keyword that begins a reference; with another name they agree.</summary>
    public static async Task<bool> IsKeywordAsNameAsync(Difference difference) =>
        difference is { Ours.Kind: not OutcomeKind.ModuleError, Theirs: { Kind: OutcomeKind.ModuleError, Text: "rego_parse_error" } }
        && ProgramChanges.WithoutKeywordNames(difference.Only()) is var renamed
        && string.Concat(renamed.Modules) != string.Concat(difference.Program.Modules) && await difference.AgreeAsync(renamed);

    /// <summary>The reference engine finds what the body of an <c>every</c> declares and reads at once unsafe; with another name for it
    /// they agree, and this engine says what it said before.</summary>
    public static async Task<bool> IsDeclaredAndReadAsync(Difference difference)
    {
        if (difference.Theirs is not { Kind: OutcomeKind.ModuleError, Text: "rego_unsafe_var_error" }
            || ProgramChanges.DeclaredApart(difference.Only()) is not { } apart)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(apart);
        return ours.Agrees(theirs) && ours.Agrees(difference.Ours);
    }

    /// <summary>Only this engine finds a variable inside a set unsafe; inside a list both do.</summary>
    public static Task<bool> IsVariableInASetAsync(Difference difference) => IsUnsafeForBothAsync(difference, ProgramChanges.ListsForSets);

    /// <summary>Only this engine finds a variable beside a comprehension unsafe; with the comprehension apart both do.</summary>
    public static Task<bool> IsVariableBesideAComprehensionAsync(Difference difference) =>
        IsUnsafeForBothAsync(difference, ProgramChanges.ComprehensionsApart);

    private static async Task<bool> IsUnsafeForBothAsync(Difference difference, Func<FuzzProgram, FuzzProgram?> change)
    {
        if (difference.Ours is not { Kind: OutcomeKind.ModuleError, Text: "rego_unsafe_var_error" }
            || difference.Theirs.Kind == OutcomeKind.ModuleError || change(difference.Only()) is not { } changed)
        {
            return false;
        }

        var (ours, theirs) = await difference.AskAsync(changed);
        return ours.Agrees(theirs) && ours.Agrees(difference.Ours);
    }

    /// <summary>Each of several modules has a fault; some of them alone have the one that is told there.</summary>
    public static Task<bool> IsFaultOfAnotherModuleAsync(Difference difference)
    {
        var modules = difference.Program.Modules;
        if (modules.Count is < 2 or > 5 || difference.Ours.Kind != OutcomeKind.ModuleError
            || difference.Theirs.Kind != OutcomeKind.ModuleError)
        {
            return Task.FromResult(false);
        }

        for (var choice = 1; choice < 1 << modules.Count; choice++)
        {
            Node[] some = [.. modules.Where((_, index) => (choice & (1 << index)) != 0)];
            if (OwnEngine.Fault(some, difference.Program.IsV0) is { } fault
                && Outcome.Of(OutcomeKind.ModuleError, OwnEngine.Errors(fault)).Text == difference.Theirs.Text)
            {
                return Task.FromResult(true);
            }
        }

        return Task.FromResult(false);
    }

    // The code is that of a call that fails in both engines, or of a conflict that both meet without strictness.
    private static async Task<bool> IsFaultOfACallAsync(Difference difference, Outcome error, Outcome lenient)
    {
        if (error.Text == Conflict)
        {
            return HasConflict(lenient);
        }

        var study = await difference.StudyAsync();
        return study.Failing.Any(call => call.Code == error.Text && error.Detail.Contains(call.Name, StringComparison.Ordinal))
            || (IsOfACallInTheText(difference, error) && (HasConflict(lenient) || await MeetsConflictReversedAsync(difference)));
    }

    private static async Task<bool> MeetsConflictReversedAsync(Difference difference) =>
        ProgramChanges.Reversed(difference.Only(isStrict: false)) is { } reversed && HasConflict((await difference.AskAsync(reversed))
            .Ours);

    // A rule with two values is read with the first before the second is met: what is called with it is not called by an engine that looks
    // for the second at once. Without strictness both end in the conflict.
    private static bool IsOfACallInTheText(Difference difference, Outcome error) =>
        error.Text is "eval_type_error" or "eval_builtin_error" && CallRewriter.IsPlain(error.Detail.Split(':')[0])
        && new CallRewriter(name => name == error.Detail.Split(':')[0]) is var rewriter
        && rewriter.Apply(difference.Program) is not null && rewriter.Found.Count > 0;

    private static bool IsConflict(Outcome error, Outcome other) =>
        error is { Kind: OutcomeKind.EvaluationError, Text: Conflict } && other.Kind == OutcomeKind.Answer;

    private static bool HasConflict(Outcome outcome) => outcome.Text.Contains(Conflict, StringComparison.Ordinal);
}

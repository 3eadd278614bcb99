namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>A pattern as steps of a machine that follows all ways at once.</summary>
internal sealed class PatternProgram
{
    // A larger pattern is refused: work for each letter of a text grows with it.
    private const int StepsMax = 20_000;

    private readonly List<Step> _steps = [];

    private PatternProgram()
    {
    }

    internal enum Kind : byte
    {
        Match,
        OneOf,
        Fork,
        Jump,
        Save,
        Place,
    }

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>Whether a match can only start at the start of the text.</summary>
    public bool IsAnchored => _steps[1] is { Kind: Kind.Place, First: (int)PatternPlace.TextStart };

    /// <exception cref="PatternSyntaxException">The pattern is too large.</exception>
    public static PatternProgram Of(PatternNode root)
    {
        var program = new PatternProgram();
        program.Emit(new PatternNode.Group(0, root));
        program.Add(new Step(Kind.Match, 0, 0, null));
        return program;
    }

    private int Add(Step step)
    {
        if (_steps.Count >= StepsMax)
        {
            throw new PatternSyntaxException("error parsing regexp: expression too large");
        }

        _steps.Add(step);
        return _steps.Count - 1;
    }

    private void Emit(PatternNode node)
    {
        switch (node)
        {
            case PatternNode.OneOf one:
                Add(new Step(Kind.OneOf, 0, 0, one.Set));
                break;
            case PatternNode.Place place:
                Add(new Step(Kind.Place, (int)place.Kind, 0, null));
                break;
            case PatternNode.Group group:
                Add(new Step(Kind.Save, group.Index * 2, 0, null));
                Emit(group.Content);
                Add(new Step(Kind.Save, (group.Index * 2) + 1, 0, null));
                break;
            case PatternNode.Sequence sequence:
                foreach (var part in sequence.Parts)
                {
                    Emit(part);
                }

                break;
            case PatternNode.Choice choice:
                EmitChoice(choice);
                break;
            case PatternNode.Repeat repeat:
                EmitRepeat(repeat);
                break;
        }
    }

    private void EmitChoice(PatternNode.Choice choice)
    {
        var ends = new List<int>();
        for (var i = 0; i < choice.Options.Count - 1; i++)
        {
            var fork = Add(default);
            Emit(choice.Options[i]);
            ends.Add(Add(default));
            _steps[fork] = new Step(Kind.Fork, fork + 1, _steps.Count, null);
        }

        Emit(choice.Options[^1]);
        foreach (var end in ends)
        {
            _steps[end] = new Step(Kind.Jump, _steps.Count, 0, null);
        }
    }

    private void EmitRepeat(PatternNode.Repeat repeat)
    {
        for (var i = 0; i < repeat.Min; i++)
        {
            Emit(repeat.Content);
        }

        if (repeat.Max is not { } max)
        {
            var fork = Add(default);
            Emit(repeat.Content);
            Add(new Step(Kind.Jump, fork, 0, null));
            _steps[fork] = Fork(fork + 1, _steps.Count, repeat.Greedy);
            return;
        }

        var forks = new List<int>();
        for (var i = repeat.Min; i < max; i++)
        {
            forks.Add(Add(default));
            Emit(repeat.Content);
        }

        foreach (var fork in forks)
        {
            _steps[fork] = Fork(fork + 1, _steps.Count, repeat.Greedy);
        }
    }

    private static Step Fork(int into, int past, bool greedy) =>
        greedy ? new Step(Kind.Fork, into, past, null) : new Step(Kind.Fork, past, into, null);

    /// <summary>First and Second: where a fork or jump leads, the slot of a save, the kind of a place.</summary>
    internal readonly record struct Step(Kind Kind, int First, int Second, RuneSet? Set);
}

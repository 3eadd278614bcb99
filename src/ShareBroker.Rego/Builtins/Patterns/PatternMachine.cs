using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Builtins.Patterns;

/// <summary>
/// Runs a program over a text in time proportional to text × program: every way through the pattern advances by one code point at once,
/// the preferred ways first, so that the match found is the one a backtracking engine would prefer.
/// </summary>
internal sealed class PatternMachine
{
    private const int None = -1;

    private readonly PatternProgram _program;
    private readonly PatternProgram.Step[] _steps;
    private readonly string _text;
    private readonly EvaluationMeter _meter;
    private readonly int _slots;
    private readonly Stack<(int Step, int Slot, int Old)> _pending = new();
    private Ways _now;
    private Ways _next;

    /// <summary>Slots: 0 to learn only whether there is a match, 2 for its place, more for groups.</summary>
    public PatternMachine(PatternProgram program, string text, EvaluationMeter meter, int slots)
    {
        _program = program;
        _steps = [.. program.Steps];
        _text = text;
        _meter = meter;
        _slots = slots;
        meter.Allocate((long)_steps.Length * (16 + (8 * slots)));
        _now = new Ways(_steps.Length, slots);
        _next = new Ways(_steps.Length, slots);
    }

    /// <summary>The first match that starts at or after a position: start and end of each group, or null.</summary>
    public int[]? Find(int from)
    {
        int[]? best = null;
        _now.Clear();
        var start = new int[_slots];
        for (var at = from; ; at += at < _text.Length ? CodePoints.Width(_text, at) : 1)
        {
            if (best is null)
            {
                Array.Fill(start, None);
                Follow(_now, 0, at, start);
            }

            var rune = RuneAt(at);
            if (_now.Count == 0 && (best is not null || rune == None || _program.IsAnchored))
            {
                return best;
            }

            _meter.Step(1 + (_now.Count * (4 + _slots) / 16));
            _next.Clear();
            if (Advance(rune, at, ref best) && _slots == 0)
            {
                return best;
            }

            (_now, _next) = (_next, _now);
            if (rune == None)
            {
                return best;
            }
        }
    }

    // True when a match ended here.
    private bool Advance(int rune, int at, ref int[]? best)
    {
        var after = rune == None ? at : at + CodePoints.Width(_text, at);
        for (var i = 0; i < _now.Count; i++)
        {
            var index = _now.Steps[i];
            var step = _steps[index];
            if (step.Kind == PatternProgram.Kind.Match)
            {
                // Ways after this one are less preferred and end here.
                best = _now.Slots(i).ToArray();
                return true;
            }

            if (rune != None && step.Set!.Contains(rune))
            {
                Follow(_next, index + 1, after, _now.Slots(i));
            }
        }

        return false;
    }

    // Goes on to all steps that take a code point or end the match, the preferred first.
    private void Follow(Ways ways, int step, int at, Span<int> slots)
    {
        _pending.Push((step, None, 0));
        while (_pending.TryPop(out var pending))
        {
            if (pending.Slot != None)
            {
                slots[pending.Slot] = pending.Old;
                continue;
            }

            FollowOne(ways, pending.Step, at, slots);
        }
    }

    private void FollowOne(Ways ways, int index, int at, Span<int> slots)
    {
        while (ways.Visit(index))
        {
            var step = _steps[index];
            switch (step.Kind)
            {
                case PatternProgram.Kind.Jump:
                    index = step.First;
                    continue;
                case PatternProgram.Kind.Fork:
                    _pending.Push((step.Second, None, 0));
                    index = step.First;
                    continue;
                case PatternProgram.Kind.Save:
                    if (step.First < slots.Length)
                    {
                        _pending.Push((0, step.First, slots[step.First]));
                        slots[step.First] = at;
                    }

                    index++;
                    continue;
                case PatternProgram.Kind.Place when !IsAt((PatternPlace)step.First, at):
                    return;
                case PatternProgram.Kind.Place:
                    index++;
                    continue;
                default:
                    ways.Add(index, slots);
                    return;
            }
        }
    }

    private bool IsAt(PatternPlace place, int at) => place switch
    {
        PatternPlace.TextStart => at == 0,
        PatternPlace.TextEnd => at == _text.Length,
        PatternPlace.LineStart => at == 0 || _text[at - 1] == '\n',
        PatternPlace.LineEnd => at == _text.Length || _text[at] == '\n',
        PatternPlace.WordBoundary => IsWord(at - 1) != IsWord(at),
        _ => IsWord(at - 1) == IsWord(at),
    };

    private bool IsWord(int at) => at >= 0 && at < _text.Length && (char.IsAsciiLetterOrDigit(_text[at]) || _text[at] == '_');

    private int RuneAt(int at)
    {
        if (at >= _text.Length)
        {
            return None;
        }

        return CodePoints.Width(_text, at) == 2 ? char.ConvertToUtf32(_text[at], _text[at + 1]) : _text[at];
    }

    /// <summary>The steps reached at one position, each once, in order of preference, with the groups' places on the way there.</summary>
    private sealed class Ways(int steps, int slots)
    {
        private readonly int[] _slots = new int[steps * slots];
        private readonly int[] _seen = new int[steps];
        private int _round;

        public int[] Steps { get; } = new int[steps];

        public int Count { get; private set; }

        public void Clear()
        {
            Count = 0;
            _round++;
        }

        public bool Visit(int step)
        {
            if (_seen[step] == _round)
            {
                return false;
            }

            _seen[step] = _round;
            return true;
        }

        public void Add(int step, ReadOnlySpan<int> places)
        {
            Steps[Count] = step;
            places.CopyTo(_slots.AsSpan(Count * slots));
            Count++;
        }

        public Span<int> Slots(int index) => _slots.AsSpan(index * slots, slots);
    }
}

using System.Runtime.CompilerServices;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>
/// What a loop holds each member against. Mostly it is kept in a slot, or not looked at; both are done here without a virtual call.
/// </summary>
internal readonly struct Receiver
{
    private readonly Pattern? _pattern;
    private readonly int _slot;

    public Receiver(Pattern pattern)
    {
        _pattern = pattern is Pattern.Bind or Pattern.Any ? null : pattern;
        _slot = (pattern as Pattern.Bind)?.Slot ?? -1;
    }

    /// <summary>Whether members are not looked at.</summary>
    public bool IsIdle => _slot < 0 && _pattern is null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Match(Frame frame, RegoValue value)
    {
        if (_slot >= 0)
        {
            frame.Slots[_slot].Value = value;
            return true;
        }

        return _pattern is null || _pattern.Match(frame, value);
    }
}

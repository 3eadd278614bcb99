using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>What a value is held against: binds variables on its way. A failed match may leave some bound; nothing reads them
/// then.</summary>
internal abstract class Pattern
{
    public abstract bool Match(Frame frame, RegoValue value);

    /// <summary>Anything, unnamed.</summary>
    public sealed class Any : Pattern
    {
        public static Any Instance { get; } = new();

        public override bool Match(Frame frame, RegoValue value) => true;
    }

    /// <summary>Anything, kept in a slot.</summary>
    public sealed class Bind(int slot) : Pattern
    {
        public int Slot => slot;

        public override bool Match(Frame frame, RegoValue value)
        {
            frame.Slots[slot].Value = value;
            return true;
        }
    }

    /// <summary>Nothing.</summary>
    public sealed class Never : Pattern
    {
        public static Never Instance { get; } = new();

        public override bool Match(Frame frame, RegoValue value) => false;
    }

    /// <summary>Only what equals the node's value.</summary>
    public sealed class Same(ValueNode expected) : Pattern
    {
        public override bool Match(Frame frame, RegoValue value) => value.Equals(expected.Eval(frame));
    }

    /// <summary>An array of exactly this length.</summary>
    public sealed class Items(Pattern[] items) : Pattern
    {
        public override bool Match(Frame frame, RegoValue value)
        {
            if (value is not RegoArray array || array.Count != items.Length)
            {
                return false;
            }

            for (var i = 0; i < items.Length; i++)
            {
                if (!items[i].Match(frame, array[i]))
                {
                    return false;
                }
            }

            return true;
        }
    }

    /// <summary>An object with exactly these keys.</summary>
    public sealed class Entries(ValueNode[] keys, Pattern[] values) : Pattern
    {
        public override bool Match(Frame frame, RegoValue value)
        {
            if (value is not RegoObject obj || obj.Count != keys.Length)
            {
                return false;
            }

            for (var i = 0; i < keys.Length; i++)
            {
                var key = keys[i].Eval(frame);
                var member = key is null ? null : obj.Get(key);
                if (member is null || !values[i].Match(frame, member))
                {
                    return false;
                }
            }

            return true;
        }
    }
}

namespace ShareBroker.Rego.Values;

public sealed partial class RegoSet
{
    /// <summary>Collects the members of one set. Not safe for use from several threads.</summary>
    public sealed class Builder
    {
        private const int KeptMax = 4096;

        private RegoValue[] _members;
        private int _count;
        private int _deepest;
        private ValueIndex _index;
        private bool _built;

        /// <summary>An empty builder with room for the given number of members.</summary>
        public Builder(int capacity = 4)
        {
            _members = new RegoValue[Math.Max(capacity, 1)];
        }

        /// <summary>How many members were added so far.</summary>
        public int Count => _count;

        /// <summary>Whether an equal value was added.</summary>
        public bool Contains(RegoValue value) => _index.Find(_members, _count, value) >= 0;

        /// <summary>Adds the value, or says false when an equal one is there.</summary>
        public bool Add(RegoValue value)
        {
            ObjectDisposedException.ThrowIf(_built, this);
            if (Contains(value))
            {
                return false;
            }

            if (_count == _members.Length)
            {
                Array.Resize(ref _members, _count * 2);
            }

            ValueArray.Put(_members, _count, value);
            _count++;
            _deepest = Math.Max(_deepest, value.Depth);
            _index.Added(_members, _count);
            return true;
        }

        /// <summary>The finished set in an array of its own size; the builder is empty again and keeps its room for the next.</summary>
        internal RegoSet Take()
        {
            if (_count == 0)
            {
                return Empty;
            }

            var taken = new RegoSet(_members.AsSpan(0, _count).ToArray(), _count, default, _deepest + 1);
            _index.Clear();
            if (_count > KeptMax)
            {
                _members = new RegoValue[4];
            }
            else
            {
                Array.Clear(_members, 0, _count);
            }

            _count = 0;
            _deepest = 0;
            return taken;
        }

        /// <summary>The finished set. The builder cannot be used afterwards.</summary>
        public RegoSet Build()
        {
            ObjectDisposedException.ThrowIf(_built, this);
            _built = true;
            return _count == 0 ? Empty : new RegoSet(_members, _count, _index, _deepest + 1);
        }
    }
}

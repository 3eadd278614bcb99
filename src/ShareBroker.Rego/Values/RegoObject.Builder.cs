namespace ShareBroker.Rego.Values;

public sealed partial class RegoObject
{
    /// <summary>Collects keys and values for one object. Not safe for use from several threads.</summary>
    public sealed class Builder
    {
        private const int KeptMax = 4096;

        // Records of several kinds may take turns: each kind has a place that its keys choose.
        private const int RowsMax = 32;

        private Row?[]? _rows;
        private RegoValue[] _keys;
        private RegoValue[] _values;
        private int _count;
        private int _deepest;
        private ValueIndex _index;
        private bool _built;

        /// <summary>An empty builder with room for the given number of keys.</summary>
        public Builder(int capacity = 4)
        {
            _keys = new RegoValue[Math.Max(capacity, 1)];
            _values = new RegoValue[_keys.Length];
        }

        /// <summary>How many keys were added so far.</summary>
        public int Count => _count;

        /// <summary>The value under a key, or null when the key is absent.</summary>
        public RegoValue? Get(RegoValue key)
        {
            var position = _index.Find(_keys, _count, key);
            return position < 0 ? null : _values[position];
        }

        /// <summary>Puts the value under the key; an earlier one is replaced.</summary>
        public Builder Set(RegoValue key, RegoValue value)
        {
            var position = Prepare(key, value);
            if (position >= 0)
            {
                ValueArray.Put(_values, position, value);
            }
            else
            {
                Append(key, value);
            }

            return this;
        }

        /// <summary>Puts the value under the key, or says false and changes nothing when the key is present.</summary>
        public bool TryAdd(RegoValue key, RegoValue value)
        {
            if (Prepare(key, value) >= 0)
            {
                return false;
            }

            Append(key, value);
            return true;
        }

        /// <summary>The finished object. The builder cannot be used afterwards.</summary>
        public RegoObject Build()
        {
            ObjectDisposedException.ThrowIf(_built, this);
            _built = true;
            return _count == 0 ? Empty : new RegoObject(_keys, _values, _count, _index, _deepest + 1);
        }

        /// <summary>The finished object in arrays of its own size; the builder is empty again and keeps its room for the next.</summary>
        internal RegoObject Take()
        {
            if (_count == 0)
            {
                return Empty;
            }

            var taken = new RegoObject(
                _keys.AsSpan(0, _count).ToArray(), _values.AsSpan(0, _count).ToArray(), _count, default, _deepest + 1);
            Clear();
            return taken;
        }

        /// <summary>As <see cref="Take"/>; the object shares its keys with one taken lately that has the same.</summary>
        internal RegoObject TakeRow()
        {
            if (_count == 0)
            {
                return Empty;
            }

            var keys = _keys.AsSpan(0, _count);
            ref var row = ref (_rows ??= new Row?[RowsMax])[Row.PlaceOf(keys, RowsMax)];
            if (row is null || !row.Has(keys))
            {
                row = new Row(keys);
            }
            else
            {
                row.Repeat();
            }

            var taken = new RegoObject(row.Keys, row.Arrange(_values), _count, default, _deepest + 1, row.Shape);
            Clear();
            return taken;
        }

        private void Clear()
        {
            _index.Clear();
            if (_count > KeptMax)
            {
                _keys = new RegoValue[4];
                _values = new RegoValue[4];
            }
            else
            {
                Array.Clear(_keys, 0, _count);
                Array.Clear(_values, 0, _count);
            }

            _count = 0;
            _deepest = 0;
        }

        private int Prepare(RegoValue key, RegoValue value)
        {
            ObjectDisposedException.ThrowIf(_built, this);
            _deepest = Math.Max(_deepest, Math.Max(key.Depth, value.Depth));
            return _index.Find(_keys, _count, key);
        }

        private void Append(RegoValue key, RegoValue value)
        {
            if (_count == _keys.Length)
            {
                Array.Resize(ref _keys, _count * 2);
                Array.Resize(ref _values, _count * 2);
            }

            ValueArray.Put(_keys, _count, key);
            ValueArray.Put(_values, _count, value);
            _count++;
            _index.Added(_keys, _count);
        }
    }
}

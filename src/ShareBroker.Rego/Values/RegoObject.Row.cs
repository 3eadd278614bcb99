namespace ShareBroker.Rego.Values;

public sealed partial class RegoObject
{
    /// <summary>The keys of records that come in rows, as they came and, when they are few, sorted once for all of them.</summary>
    private sealed class Row
    {
        // Each number is given once in a process.
        private const int ShapesMax = int.MaxValue / 2;

        // Enough to tell kinds of records apart.
        private const int KeysInPlace = 4;

        private static int _shapes;

        private readonly RegoValue[] _asCame;
        private readonly int[]? _order;
        private int _number;

        public Row(ReadOnlySpan<RegoValue> keys)
        {
            _asCame = keys.ToArray();
            Keys = _asCame;
            IsSorted = ValueSort.IsSorted(keys);
            if (!IsSorted && keys.Length <= ValueSort.FewMax)
            {
                Keys = ValueSort.Sorted(keys);
                _order = Array.ConvertAll(Keys, key => Array.FindIndex(_asCame, came => ReferenceEquals(came, key)));
                IsSorted = true;
            }
        }

        public RegoValue[] Keys { get; }

        /// <summary>What the object notes about its keys.</summary>
        public int Shape => (_number << 1) | (IsSorted ? 1 : 0);

        private bool IsSorted { get; }

        /// <summary>A place among so many, the same for the same keys.</summary>
        public static int PlaceOf(ReadOnlySpan<RegoValue> keys, int count)
        {
            unchecked
            {
                var hash = keys.Length;
                foreach (var key in keys[..Math.Min(keys.Length, KeysInPlace)])
                {
                    hash = (hash * 31) + key.GetHashCode();
                }

                return (int)((uint)hash % (uint)count);
            }
        }

        /// <summary>Whether these are the same keys in the same order.</summary>
        public bool Has(ReadOnlySpan<RegoValue> keys)
        {
            if (keys.Length != _asCame.Length)
            {
                return false;
            }

            for (var i = 0; i < keys.Length; i++)
            {
                if (!ReferenceEquals(keys[i], _asCame[i]))
                {
                    return false;
                }
            }

            return true;
        }

        /// <summary>Takes note that there is more than one such record, so that it is worth a number. There may be no more of
        /// them.</summary>
        public void Repeat()
        {
            if (_number == 0 && Volatile.Read(ref _shapes) < ShapesMax - ushort.MaxValue)
            {
                _number = Interlocked.Increment(ref _shapes);
            }
        }

        /// <summary>The values in the order of <see cref="Keys"/>.</summary>
        public RegoValue[] Arrange(RegoValue[] values)
        {
            if (_order is null)
            {
                return values.AsSpan(0, Keys.Length).ToArray();
            }

            var arranged = new RegoValue[_order.Length];
            for (var i = 0; i < arranged.Length; i++)
            {
                ValueArray.Put(arranged, i, values[_order[i]]);
            }

            return arranged;
        }
    }
}

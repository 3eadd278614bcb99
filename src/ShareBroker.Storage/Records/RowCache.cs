namespace ShareBroker.Storage.Records;

/// <summary>
/// What was last read at a key, also that nothing was there. It never tells anything that a read of the database would not tell: a write
/// forgets its key after the commit and before its caller hears of it, and what was read before that commit is not kept after it.
/// </summary>
/// <param name="countMax">So many keys at most; then it begins anew.</param>
internal sealed class RowCache<TKey, TRow>(int countMax)
    where TKey : notnull
{
    private readonly Dictionary<TKey, TRow> _rows = [];
    private readonly Lock _gate = new();
    private long _writes;

    /// <summary>What is known, else what <paramref name="read"/> finds.</summary>
    public async Task<TRow> FindAsync(TKey key, Func<Task<TRow>> read)
    {
        long writes;
        lock (_gate)
        {
            if (_rows.TryGetValue(key, out var known))
            {
                return known;
            }

            writes = _writes;
        }

        var row = await read();
        lock (_gate)
        {
            // Read beside a commit, it may be older than what is stored by now.
            if (writes == _writes)
            {
                if (_rows.Count >= countMax)
                {
                    _rows.Clear();
                }

                _rows[key] = row;
            }
        }

        return row;
    }

    /// <summary>A write at a key stands, and what is known of it follows from that.</summary>
    public void Change(TKey key, Func<TRow, TRow> change)
    {
        lock (_gate)
        {
            _writes++;
            if (_rows.TryGetValue(key, out var known))
            {
                _rows[key] = change(known);
            }
        }
    }

    /// <summary>A write at a key has ended, well or not.</summary>
    public void Forget(TKey key)
    {
        lock (_gate)
        {
            _writes++;
            _rows.Remove(key);
        }
    }

    /// <summary>A write has ended that may have changed any key.</summary>
    public void ForgetAll()
    {
        lock (_gate)
        {
            _writes++;
            _rows.Clear();
        }
    }
}

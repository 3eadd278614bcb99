namespace ShareBroker.Rego.Fuzz.Generating;

/// <summary>Random choices that depend on a seed and a number alone, on every machine and runtime.</summary>
internal sealed class Dice
{
    private ulong _state;

    public Dice(long seed, long stream)
    {
        unchecked
        {
            _state = ((ulong)seed * 0x9E3779B97F4A7C15UL) ^ ((ulong)stream * 0xD1B54A32D192ED03UL);
        }

        Next();
        Next();
    }

    public ulong Next()
    {
        unchecked
        {
            _state += 0x9E3779B97F4A7C15UL;
            var z = _state;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
            return z ^ (z >> 31);
        }
    }

    public int Below(int limit) => limit <= 1 ? 0 : (int)(Next() % (ulong)limit);

    public int Between(int least, int most) => least + Below(most - least + 1);

    public bool Chance(int percent) => Below(100) < percent;

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>An index, as often as its weight says.</summary>
    public int Weighed(params ReadOnlySpan<int> weights)
    {
        var sum = 0;
        foreach (var weight in weights)
        {
            sum += weight;
        }

        var at = Below(sum);
        for (var index = 0; ; index++)
        {
            at -= weights[index];
            if (at < 0)
            {
                return index;
            }
        }
    }

    public void Swap<T>(IList<T> items)
    {
        if (items.Count > 1)
        {
            var at = Below(items.Count - 1);
            (items[at], items[at + 1]) = (items[at + 1], items[at]);
        }
    }
}

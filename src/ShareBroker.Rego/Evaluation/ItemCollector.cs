using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The items of an array comprehension, as they are found.</summary>
internal sealed class ItemCollector
{
    private const int KeptMax = 4096;

    private Slot[] _items = new Slot[8];
    private int _count;

    public void Add(RegoValue item)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++].Value = item;
    }

    /// <summary>The array; the collector is empty again.</summary>
    public RegoArray Take()
    {
        var items = _count == 0 ? [] : new RegoValue[_count];
        for (var i = 0; i < items.Length; i++)
        {
            ValueArray.Put(items, i, _items[i].Value!);
        }

        if (_count > KeptMax)
        {
            _items = new Slot[8];
        }
        else
        {
            Array.Clear(_items, 0, _count);
        }

        _count = 0;
        return RegoArray.Adopt(items);
    }
}

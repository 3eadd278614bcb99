namespace ShareBroker.Rego.Values;

/// <summary>
/// Collectors that wait for their next use. What is collected nests, so they are taken and given back like a stack.
/// </summary>
internal sealed class Spares<T>(Func<T> create)
    where T : class
{
    private T[] _items = new T[4];
    private int _taken;

    /// <summary>An empty one.</summary>
    public T Take()
    {
        if (_taken == _items.Length)
        {
            Array.Resize(ref _items, _taken * 2);
        }

        return _items[_taken++] ??= create();
    }

    /// <summary>Gives the last one back, empty.</summary>
    public void GiveBack() => _taken--;
}

using System.Collections;
using System.Text;

namespace Grpc.Core;

/// <summary>The headers or trailers of a call: an ordered list of entries in which a key may stand more than once.</summary>
public sealed partial class Metadata : IList<Metadata.Entry>
{
    /// <summary>How the key of every entry with a binary value ends, and the key of no other.</summary>
    public const string BinaryHeaderSuffix = "-bin";

    /// <summary>No entries; the one shared instance, which refuses every change.</summary>
    public static readonly Metadata Empty = new(isReadOnly: true);

    private readonly List<Entry> _entries = [];

    /// <summary>An empty list that can be filled.</summary>
    public Metadata()
        : this(isReadOnly: false)
    {
    }

    private Metadata(bool isReadOnly) => IsReadOnly = isReadOnly;

    /// <summary>How many entries there are.</summary>
    public int Count => _entries.Count;

    /// <summary>True for <see cref="Empty"/> alone.</summary>
    public bool IsReadOnly { get; }

    /// <summary>The entry at a place, counted from 0.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    /// <exception cref="ArgumentNullException">A null entry is set.</exception>
    public Entry this[int index]
    {
        get => _entries[index];
        set
        {
            RefuseIfReadOnly();
            ArgumentNullException.ThrowIfNull(value);
            _entries[index] = value;
        }
    }

    /// <summary>The last entry with this key, ASCII case ignored, or null.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public Entry? Get(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        for (var index = _entries.Count - 1; index >= 0; index--)
        {
            if (Ascii.EqualsIgnoreCase(_entries[index].Key, key))
            {
                return _entries[index];
            }
        }

        return null;
    }

    /// <summary>The text of the last entry with this key, ASCII case ignored, or null.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    /// <exception cref="InvalidOperationException">That entry is binary.</exception>
    public string? GetValue(string key) => Get(key)?.Value;

    /// <summary>The bytes of the last entry with this key, ASCII case ignored, or null.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public byte[]? GetValueBytes(string key) => Get(key)?.ValueBytes;

    /// <summary>Every entry with this key, ASCII case ignored, in order; changing the list meanwhile breaks the enumeration.</summary>
    /// <exception cref="ArgumentNullException"><paramref name="key"/> is null.</exception>
    public IEnumerable<Entry> GetAll(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return _entries.Where(entry => Ascii.EqualsIgnoreCase(entry.Key, key));
    }

    /// <summary>Appends an entry.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
    public void Add(Entry item)
    {
        RefuseIfReadOnly();
        ArgumentNullException.ThrowIfNull(item);
        _entries.Add(item);
    }

    /// <summary>Appends a text entry.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    /// <exception cref="ArgumentException">The key is not one, or is one for binary values.</exception>
    public void Add(string key, string value) => Add(new Entry(key, value));

    /// <summary>Appends a binary entry with a copy of the bytes.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    /// <exception cref="ArgumentException">The key is not one for binary values.</exception>
    public void Add(string key, byte[] valueBytes) => Add(new Entry(key, valueBytes));

    /// <summary>Puts an entry at a place and moves the rest on.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="item"/> is null.</exception>
    public void Insert(int index, Entry item)
    {
        RefuseIfReadOnly();
        ArgumentNullException.ThrowIfNull(item);
        _entries.Insert(index, item);
    }

    /// <summary>Takes out this very entry; false when it is not there.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    public bool Remove(Entry item)
    {
        RefuseIfReadOnly();
        return _entries.Remove(item);
    }

    /// <summary>Takes out the entry at a place.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    public void RemoveAt(int index)
    {
        RefuseIfReadOnly();
        _entries.RemoveAt(index);
    }

    /// <summary>Takes out every entry.</summary>
    /// <exception cref="InvalidOperationException">The list is read only.</exception>
    public void Clear()
    {
        RefuseIfReadOnly();
        _entries.Clear();
    }

    /// <summary>True when this very entry is in the list; another with the same key and value does not count.</summary>
    public bool Contains(Entry item) => _entries.Contains(item);

    /// <summary>The place of this very entry, or -1; another with the same key and value does not count.</summary>
    public int IndexOf(Entry item) => _entries.IndexOf(item);

    /// <summary>Copies the entries, in order, into an array.</summary>
    public void CopyTo(Entry[] array, int arrayIndex) => _entries.CopyTo(array, arrayIndex);

    /// <summary>The entries in order; changing the list meanwhile breaks the enumeration.</summary>
    public IEnumerator<Entry> GetEnumerator() => ((IEnumerable<Entry>)_entries).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private void RefuseIfReadOnly()
    {
        if (IsReadOnly)
        {
            throw new InvalidOperationException("these metadata are read only; make new ones to change them");
        }
    }
}

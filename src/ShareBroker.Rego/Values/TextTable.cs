using System.Text;

namespace ShareBroker.Rego.Values;

/// <summary>
/// Short ASCII texts of one document, so that equal ones are mostly the same value: keys and words repeat a lot. One place for each hash:
/// the last text wins, so that nothing grows and hostile texts only lose the benefit.
/// </summary>
internal sealed class TextTable
{
    private const int LengthMax = 40;
    private const int PlacesMax = 1 << 14;

    private readonly RegoString?[] _places;

    /// <summary>A table for a document of so many bytes.</summary>
    public TextTable(int documentLength)
    {
        var places = 16;
        while (places < PlacesMax && places < documentLength / 32)
        {
            places *= 2;
        }

        _places = new RegoString?[places];
    }

    /// <summary>The value of a text in UTF-8 that was checked already.</summary>
    public RegoString Of(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length is 0 or > LengthMax)
        {
            return RegoString.Of(Encoding.UTF8.GetString(utf8));
        }

        ref var place = ref _places[HashOf(utf8) & (_places.Length - 1)];
        if (place is null || !Ascii.Equals(utf8, place.Value))
        {
            place = RegoString.Of(Encoding.UTF8.GetString(utf8));
        }

        return place;
    }

    private static int HashOf(ReadOnlySpan<byte> utf8)
    {
        unchecked
        {
            var hash = (uint)utf8.Length;
            foreach (var unit in utf8)
            {
                hash = (hash ^ unit) * 16777619;
            }

            return (int)(hash ^ (hash >> 15));
        }
    }
}

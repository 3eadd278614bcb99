namespace ShareBroker.Receipts.Notes;

/// <summary>Names of note keys: not empty, no white space of any script, no control character, no plus sign.</summary>
internal static class NoteKeyName
{
    public const int LengthMax = 256;

    public static bool IsValid(string name) =>
        name.Length is > 0 and <= LengthMax &&
        !name.Any(static character => char.IsWhiteSpace(character) || char.IsControl(character) || character == '+');
}

namespace ShareBroker.Policies;

/// <summary>The vocabulary's words for actions.</summary>
public static class FieldActionWords
{
    private static readonly string[] Words = ["disclose", "generalise", "mask", "pseudonymise", "aggregate", "withhold"];

    /// <summary>The word of an action.</summary>
    /// <param name="action">The action.</param>
    public static string Word(FieldActionKind action) => Words[(int)action];

    /// <summary>Reads a word; false for any other text.</summary>
    /// <param name="word">The word, in the vocabulary's spelling.</param>
    /// <param name="action">The action.</param>
    public static bool TryParse(string word, out FieldActionKind action)
    {
        var index = Array.IndexOf(Words, word);
        action = index < 0 ? FieldActionKind.Withhold : (FieldActionKind)index;
        return index >= 0;
    }
}

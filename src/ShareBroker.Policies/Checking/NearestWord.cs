namespace ShareBroker.Policies.Checking;

/// <summary>Guesses which word was meant.</summary>
internal static class NearestWord
{
    /// <summary>The known word that differs least; null when none is within a third of its letters.</summary>
    public static string? Of(string word, IEnumerable<string> known) => known
        .Select(candidate => (Word: candidate, Distance: Distance(word, candidate)))
        .Where(pair => pair.Distance <= Math.Max(1, (pair.Word.Length + 2) / 3))
        .OrderBy(pair => pair.Distance).ThenBy(pair => pair.Word, StringComparer.Ordinal)
        .Select(pair => pair.Word)
        .FirstOrDefault();

    // Insertions, deletions and replacements (Levenshtein), one line of the table at a time.
    private static int Distance(string left, string right)
    {
        var above = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var row = 1; row <= left.Length; row++)
        {
            var line = new int[right.Length + 1];
            line[0] = row;
            for (var column = 1; column <= right.Length; column++)
            {
                var replaced = above[column - 1] + (left[row - 1] == right[column - 1] ? 0 : 1);
                line[column] = Math.Min(replaced, 1 + Math.Min(above[column], line[column - 1]));
            }

            above = line;
        }

        return above[right.Length];
    }
}

namespace ShareBroker.Rego.Builtins.Schemas;

/// <summary>Mail addresses as RFC 5322 §3.4 writes them, alone or as <c>Name &lt;address&gt;</c>; comments are not read.</summary>
internal static class MailAddressText
{
    public static bool IsAddress(string text)
    {
        var trimmed = text.Trim(' ', '\t');
        if (!trimmed.EndsWith('>'))
        {
            return IsSpecification(trimmed);
        }

        var open = trimmed.LastIndexOf('<');
        return open >= 0 && IsPhrase(trimmed[..open].Trim(' ', '\t')) && IsSpecification(trimmed[(open + 1)..^1].Trim(' ', '\t'));
    }

    private static bool IsSpecification(string text)
    {
        var at = text.LastIndexOf('@');
        if (at <= 0)
        {
            return false;
        }

        var (local, domain) = (text[..at], text[(at + 1)..]);
        return (IsQuoted(local) || AreAtoms(local)) && (IsLiteral(domain) || AreAtoms(domain));
    }

    private static bool IsPhrase(string text) =>
        text.Length == 0 || IsQuoted(text) || text.Split(' ', StringSplitOptions.RemoveEmptyEntries).All(IsWord);

    private static bool IsWord(string text) => IsQuoted(text) || text.All(static letter => letter == '.' || IsAtom(letter));

    private static bool AreAtoms(string text) => text.Split('.').All(static atom => atom.Length > 0 && atom.All(IsAtom));

    private static bool IsAtom(char letter) => letter > '\x7f' || char.IsAsciiLetterOrDigit(letter)
        || "!#$%&'*+-/=?^_`{|}~".Contains(letter, StringComparison.Ordinal);

    private static bool IsLiteral(string text) =>
        text.Length > 2 && text[0] == '[' && text[^1] == ']' && Networks.AddressRange.ReadAddress(text[1..^1], out _) is not null;

    private static bool IsQuoted(string text)
    {
        if (text.Length < 2 || text[0] != '"' || text[^1] != '"')
        {
            return false;
        }

        for (var i = 1; i < text.Length - 1; i++)
        {
            if (text[i] is '"' or < ' ' || (text[i] == '\\' && ++i == text.Length - 1))
            {
                return false;
            }
        }

        return true;
    }
}

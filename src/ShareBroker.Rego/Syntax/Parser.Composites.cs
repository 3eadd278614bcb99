using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

internal sealed partial class Parser
{
    // Terms to the closing token, which becomes the current one; a comma may stand before it.
    private bool List(TokenKind end, List<Term> items)
    {
        while (Kind != end)
        {
            if (Infix(inList: true) is not { } item)
            {
                return false;
            }

            items.Add(item);
            if (Kind == end)
            {
                return true;
            }

            if (Kind != TokenKind.Comma)
            {
                Unexpected($"expected \"{TokenNames.Of(TokenKind.Comma)}\" or \"{TokenNames.Of(end)}\"");
                return false;
            }

            Advance();
        }

        return true;
    }

    // `[a | b]` is a comprehension, never an array of one union: so a single term is tried before an expression.
    private Term? ArrayOrComprehension()
    {
        var place = Here;
        Advance();
        if (Kind == TokenKind.RightBracket)
        {
            return new Term.Array(place, []);
        }

        var comprehension = SkipComma();
        var mark = Save();
        if (ReadTerm() is not { } head)
        {
            return null;
        }

        if (Kind == TokenKind.Or && comprehension)
        {
            Advance();
            if (Body(TokenKind.RightBracket) is { } body)
            {
                return new Term.ArrayComprehension(place, head, body);
            }

            if (Kind != TokenKind.Comma)
            {
                return null;
            }
        }

        Restore(mark);
        var items = new List<Term>();
        return List(TokenKind.RightBracket, items) ? new Term.Array(place, items) : null;
    }

    // Whether what follows may be a comprehension's head: a comma before the first item says no.
    private bool SkipComma()
    {
        if (Kind != TokenKind.Comma)
        {
            return true;
        }

        Advance();
        return false;
    }

    private Term? Braced()
    {
        var place = Here;
        Advance();
        if (Kind == TokenKind.RightBrace)
        {
            return new Term.Object(place, []);
        }

        var comprehension = SkipComma();
        var mark = Save();
        if (ReadTerm() is not { } head)
        {
            return null;
        }

        switch (Kind)
        {
            case TokenKind.Or when comprehension:
                return SetComprehension(place, head, mark);
            case TokenKind.RightBrace or TokenKind.Comma:
                return SetFrom(place, mark);
            case TokenKind.Colon:
                return ObjectFrom(place, head, comprehension);
        }

        Restore(mark);
        if (Infix(inList: true) is not { } expression)
        {
            return null;
        }

        switch (Kind)
        {
            case TokenKind.RightBrace or TokenKind.Comma:
                return SetFrom(place, mark);
            case TokenKind.Colon:
                return ObjectFrom(place, expression, comprehension);
            default:
                Unexpected("non-terminated set");
                return null;
        }
    }

    private Term? SetFrom(Location place, Mark first)
    {
        Restore(first);
        var items = new List<Term>();
        return List(TokenKind.RightBrace, items) ? new Term.Set(place, items) : null;
    }

    private Term? SetComprehension(Location place, Term head, Mark first)
    {
        Advance();
        if (Body(TokenKind.RightBrace) is { } body)
        {
            return new Term.SetComprehension(place, head, body);
        }

        return Kind == TokenKind.Comma ? SetFrom(place, first) : null;
    }

    // Called on the colon after the first key.
    private Term? ObjectFrom(Location place, Term key, bool comprehension)
    {
        Advance();
        var mark = Save();
        if (ReadTerm() is not { } value)
        {
            return null;
        }

        if (comprehension && Kind is TokenKind.RightBrace or TokenKind.Comma)
        {
            // What is wrong further inside is told as the object's fault, at its first value, as OPA does.
            if (Entries(place, key, value) is not { } whole)
            {
                Restore(mark);
                return Unended();
            }

            return whole;
        }

        if (comprehension && Kind == TokenKind.Or)
        {
            Advance();
            if (Body(TokenKind.RightBrace) is { } body)
            {
                return new Term.ObjectComprehension(place, key, value, body);
            }
        }

        Restore(mark);
        if (Infix(inList: true) is not { } expression)
        {
            return null;
        }

        return Kind is TokenKind.RightBrace or TokenKind.Comma ? Entries(place, key, expression) : Unended();
    }

    private Term? Unended()
    {
        Unexpected("non-terminated object");
        return null;
    }

    private Term? Entries(Location place, Term key, Term value)
    {
        var entries = new List<ObjectEntry> { new(key, value) };
        while (Kind == TokenKind.Comma)
        {
            Advance();
            if (Kind == TokenKind.RightBrace)
            {
                break;
            }

            if (Infix(inList: true) is not { } nextKey)
            {
                return null;
            }

            if (Kind != TokenKind.Colon)
            {
                Unexpected($"expected \"{TokenNames.Of(TokenKind.Colon)}\"");
                return null;
            }

            Advance();
            if (Infix(inList: true) is not { } nextValue)
            {
                return null;
            }

            entries.Add(new ObjectEntry(nextKey, nextValue));
        }

        if (Kind != TokenKind.RightBrace)
        {
            Unexpected($"expected \"{TokenNames.Of(TokenKind.Comma)}\" or \"{TokenNames.Of(TokenKind.RightBrace)}\"");
            return null;
        }

        return new Term.Object(place, Distinct(entries));
    }

    // Of entries under one key the last is the value, at the place of the first.
    private static List<ObjectEntry> Distinct(List<ObjectEntry> entries)
    {
        if (entries.Count < 2)
        {
            return entries;
        }

        var places = new Dictionary<object, int>(entries.Count);
        var distinct = new List<ObjectEntry>(entries.Count);
        foreach (var entry in entries)
        {
            object name = entry.Key switch
            {
                Term.Constant constant => constant.Value,
                Term.Var variable => variable.Name,
                _ => entry.Key,
            };
            if (places.TryAdd(name, distinct.Count))
            {
                distinct.Add(entry);
            }
            else
            {
                distinct[places[name]] = distinct[places[name]] with { Value = entry.Value };
            }
        }

        return distinct;
    }
}

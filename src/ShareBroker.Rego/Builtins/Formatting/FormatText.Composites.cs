using System.Text;

namespace ShareBroker.Rego.Builtins.Formatting;

/// <content>What only templates pass: truth values, nil, and lists and objects, each member of which is written by the verb.</content>
internal sealed partial class FormatText
{
    private bool TryPrintFlag(bool value, Rune verb)
    {
        if (verb.Value is not ('t' or 'v'))
        {
            return false;
        }

        Pad(value ? "true" : "false");
        return true;
    }

    private bool TryPrintNothing(Rune verb)
    {
        if (verb.Value != 'v')
        {
            return false;
        }

        Pad("<nil>");
        return true;
    }

    private bool PrintList(FormatArgument.List list, Rune verb)
    {
        var source = _flags.Source;
        Write(source ? list.TypeName + "{" : "[");
        for (var i = 0; i < list.Items.Count; i++)
        {
            Write(i == 0 ? string.Empty : source ? ", " : " ");
            PrintMember(list.Items[i], verb);
        }

        Write(source ? "}" : "]");
        return true;
    }

    private bool PrintMembers(FormatArgument.Members members, Rune verb)
    {
        var source = _flags.Source;
        Write(source ? members.TypeName + "{" : "map[");
        for (var i = 0; i < members.Items.Count; i++)
        {
            Write(i == 0 ? string.Empty : source ? ", " : " ");
            PrintMember(members.Items[i].Name, verb);
            Write(":");
            PrintMember(members.Items[i].Value, verb);
        }

        Write(source ? "}" : "]");
        return true;
    }

    // The flags hold for every member; nil within something is written without regard to them.
    private void PrintMember(FormatArgument member, Rune verb)
    {
        _context.Meter.Step();
        if (member is FormatArgument.Nothing)
        {
            Write(_flags.Source ? "interface {}(nil)" : "<nil>");
            return;
        }

        Print(member, verb, isInner: true);
    }
}

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

    private bool PrintList(FormatArgument.List list, Rune verb) =>
        PrintAll(list, "[", list.Items.Count, i => PrintMember(list.Items[i], verb));

    private bool PrintMembers(FormatArgument.Members members, Rune verb) => PrintAll(members, "map[", members.Items.Count, i =>
    {
        PrintMember(members.Items[i].Name, verb);
        Write(":");
        PrintMember(members.Items[i].Value, verb);
    });

    private bool PrintAll(FormatArgument all, string opening, int count, Action<int> print)
    {
        var source = _flags.Source;
        Write(source ? all.TypeName + "{" : opening);
        for (var i = 0; i < count; i++)
        {
            Write(i == 0 ? string.Empty : source ? ", " : " ");
            print(i);
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

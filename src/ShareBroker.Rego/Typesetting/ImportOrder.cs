using ShareBroker.Rego.Syntax;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The order of imports within their group: by path, part by part, then by alias.</summary>
internal sealed class ImportOrder : IComparer<Import>
{
    public static ImportOrder Instance { get; } = new();

    public int Compare(Import? x, Import? y)
    {
        var order = string.CompareOrdinal(x?.Head, y?.Head);
        if (order != 0 || x is null || y is null)
        {
            return order;
        }

        for (var i = 0; i < x.Operands.Count && i < y.Operands.Count; i++)
        {
            order = TermOrder.Instance.Compare(x.Operands[i], y.Operands[i]);
            if (order != 0)
            {
                return order;
            }
        }

        order = x.Operands.Count.CompareTo(y.Operands.Count);
        return order != 0 ? order : string.CompareOrdinal(x.Alias ?? string.Empty, y.Alias ?? string.Empty);
    }
}

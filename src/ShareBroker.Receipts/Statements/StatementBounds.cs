namespace ShareBroker.Receipts.Statements;

/// <summary>What must hold between a statement and its place: it is of this log, and it names only what came before it.</summary>
public static class StatementBounds
{
    /// <summary>Checks a statement against the index and the origin of its log.</summary>
    /// <exception cref="ReceiptException">It does not fit; the code says how.</exception>
    public static void Check(Statement statement, long index, string origin)
    {
        Demand(statement.Log == origin, "log_differs", "the statement belongs to another log than the checkpoint");
        Demand((statement.Kind == "genesis") == (index == 0), "genesis_place", "the genesis entry is entry 0 and no other");
        Demand(
            statement.PolicyLeaf is not { } leaf || leaf < index, "policy_later", "the statement names a policy entry that came after it");
        Demand(statement.AfterSize <= index, "after_later", "the statement names a checkpoint that came after it");
        Demand(
            statement.Earlier is not { } earlier || earlier < index, "order_later", "the statement is about an entry that came after it");
    }

    private static void Demand(bool holds, string code, string message)
    {
        if (!holds)
        {
            throw new ReceiptException(code, message);
        }
    }
}

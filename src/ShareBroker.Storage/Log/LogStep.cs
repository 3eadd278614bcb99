namespace ShareBroker.Storage.Log;

/// <summary>The points of a commit at which it may end: tests end it at each.</summary>
internal enum LogStep
{
    /// <summary>Nothing was written.</summary>
    BeforeWrite,

    /// <summary>The rows are written, not committed.</summary>
    BeforeCommit,

    /// <summary>The transaction is durable; no head covers it.</summary>
    AfterCommit,

    /// <summary>The head is signed; its file has the last one.</summary>
    BeforeHead,

    /// <summary>The head is durable; nobody was answered.</summary>
    AfterHead,
}

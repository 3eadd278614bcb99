using ShareBroker.Receipts.Sealing;
using ShareBroker.Receipts.Statements;

namespace ShareBroker.Receipts;

/// <summary>Runs a decision again. Null: the same came out; else what differs, in one sentence without personal data.</summary>
/// <param name="statement">The statement of the decision.</param>
/// <param name="openings">What was opened of it.</param>
public delegate string? DecisionCheck(Statement statement, IReadOnlyList<Opening> openings);

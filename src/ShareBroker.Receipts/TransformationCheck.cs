using ShareBroker.Receipts.Statements;

namespace ShareBroker.Receipts;

/// <summary>Recomputes a transformation. The transformations themselves live with whoever minimises.</summary>
/// <param name="statement">The statement; some schemes depend on its instant.</param>
/// <param name="field">The field with both halves open.</param>
public delegate TransformationVerdict TransformationCheck(Statement statement, FieldTransformation field);

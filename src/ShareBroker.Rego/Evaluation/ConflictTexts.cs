namespace ShareBroker.Rego.Evaluation;

/// <summary>The messages of <c>eval_conflict_error</c>, as the language's reference implementation words them.</summary>
internal static class ConflictTexts
{
    public const string Complete = "complete rules must not produce multiple outputs";
    public const string Function = "functions must not produce multiple outputs for same inputs";
    public const string Keys = "object keys must be unique";
}

namespace ShareBroker.Rego.Compilation.Trees;

/// <summary>What to leave out when variables are gathered.</summary>
[Flags]
internal enum VarScope
{
    All = 0,
    SkipRefHeads = 1,
    SkipObjectKeys = 2,
    SkipClosures = 4,
    SkipSets = 8,

    /// <summary>The names of called functions, and of functions that <c>with</c> names.</summary>
    SkipFunctionNames = 16,

    /// <summary>What must be bound before an expression is evaluated.</summary>
    Safety = SkipFunctionNames | SkipClosures,

    /// <summary>What a pattern binds.</summary>
    Pattern = SkipRefHeads | SkipObjectKeys | SkipClosures,
}

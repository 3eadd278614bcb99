using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Compilation;

/// <summary>What compilation keeps and checks.</summary>
internal sealed record CompileOptions
{
    /// <summary>Keep <c>print</c> calls, as <c>internal.print</c> of one array of sets (a set is empty when its operand is undefined).
    /// Otherwise they are dropped.</summary>
    public bool KeepPrint { get; init; }

    /// <summary>In queries, too, <c>==</c> unifies, as it does in modules; their answers are then conditions, not values.</summary>
    public bool ComparisonsUnify { get; init; }

    /// <summary>Refuse also what nothing uses, and in v0 modules what v1 refuses.</summary>
    public bool IsStrict { get; init; }

    /// <summary>Functions that must not be called.</summary>
    public IReadOnlySet<string> UnsafeBuiltins { get; init; } = Vars.New();

    /// <summary>The host's schemas by their paths; null when annotations have no say in types.</summary>
    public IReadOnlyDictionary<string, RegoValue>? Schemas { get; init; }

    /// <summary>How many faults are reported at most.</summary>
    public int ErrorsMax { get; init; } = 10;

    /// <summary>Tells <c>internal.test_case</c> which case a test rule such as <c>test_sum[name]</c> is at, as early in its body as it is
    /// known.</summary>
    public bool MarksTestCases { get; init; }

    /// <summary>In test rules, keeps the value of each operand of an equality in a variable.</summary>
    public bool NamesTestValues { get; init; }
}

using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Syntax;

/// <summary>What stands for a value. A closed family; <see cref="object.ToString"/> prints Rego.</summary>
internal abstract record Term(Location Location)
{
    private Term(Location location, bool closed)
        : this(location) => _ = closed;

    public sealed override string ToString() => TermPrinter.Of(this);

    /// <summary>A null, boolean, number or string as written; composites are never constants here.</summary>
    public sealed record Constant(Location Location, RegoValue Value) : Term(Location, true);

    /// <summary>A variable. <c>_</c> is given a fresh name beginning with <c>$</c> by the parser, so equal names mean one
    /// variable.</summary>
    public sealed record Var(Location Location, string Name) : Term(Location, true)
    {
        public bool IsWildcard => Name.StartsWith('$');

        public bool IsGenerated => Name.StartsWith("__local", StringComparison.Ordinal);
    }

    /// <summary>
    /// <c>head.a[b]</c>; <c>.a</c> is a string constant. There are operands except in a bare <c>input</c> or <c>data</c>
    /// and in a builtin's name that <c>with</c> puts in a function's place. The head is a variable,
    /// or, until the compiler has named it, a call, array, object, set or comprehension (<c>f(x)[0]</c>, <c>[1, 2][i]</c>).
    /// </summary>
    public sealed record Ref(Location Location, Term Head, IReadOnlyList<Term> Operands) : Term(Location, true);

    public sealed record Array(Location Location, IReadOnlyList<Term> Items) : Term(Location, true);

    public sealed record Object(Location Location, IReadOnlyList<ObjectEntry> Entries) : Term(Location, true);

    public sealed record Set(Location Location, IReadOnlyList<Term> Items) : Term(Location, true);

    /// <summary>
    /// A call. Operators are calls of their builtin (<c>a + b</c> is <c>plus(a, b)</c>, <c>a in b</c> is <c>internal.member_2(a, b)</c>);
    /// <c>=</c> is <c>eq</c> and <c>:=</c> is <c>assign</c>. The function is a variable (<c>count</c>) or a ref (<c>time.now_ns</c>,
    /// <c>data.a.f</c>).
    /// </summary>
    public sealed record Call(Location Location, Term Function, IReadOnlyList<Term> Arguments) : Term(Location, true)
    {
        /// <summary>The dotted name: <c>count</c>, <c>time.now_ns</c>, <c>data.a.f</c>; parts that are no identifiers stand in
        /// brackets.</summary>
        public string Name => TermPrinter.Of(Function);
    }

    public sealed record ArrayComprehension(Location Location, Term Item, Body Body) : Term(Location, true);

    public sealed record SetComprehension(Location Location, Term Item, Body Body) : Term(Location, true);

    public sealed record ObjectComprehension(Location Location, Term Key, Term Value, Body Body) : Term(Location, true);

    /// <summary><c>$"a {x}"</c>: texts are string constants, the rest are the expressions between braces; an undefined one prints a
    /// placeholder.</summary>
    public sealed record Template(Location Location, IReadOnlyList<TemplatePart> Parts) : Term(Location, true);
}

namespace ShareBroker.Rego.Syntax;

/// <summary>A body that <c>not</c>, <c>and</c> or <c>or</c> asks for a solution.</summary>
/// <param name="Body">Its expressions; without braces there is one.</param>
/// <param name="Braced">Written between braces.</param>
internal sealed record Operand(Body Body, bool Braced)
{
    /// <summary>An operand without braces.</summary>
    public static Operand Of(Expr expr) => new(new Body([expr]), Braced: false);

    public override string ToString() => $"{{ {Body} }}";
}

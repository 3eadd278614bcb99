using ShareBroker.Rego.Compilation;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Compilation.Types;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Residuals;

/// <summary>
/// Types of residues. Constants that were put into the place of something of any type can make an expression a type fault, where before it
/// was merely never true; such a residue must not be handed out, since no compiler would take it.
/// </summary>
internal sealed class ResidueTypes
{
    private readonly CompiledPolicy _policy;
    private readonly TypeNode _documents = new();

    public ResidueTypes(CompiledPolicy policy)
    {
        _policy = policy;
        foreach (var (key, child) in policy.Types.Children)
        {
            _documents.Children[key] = child;
        }
    }

    /// <summary>Takes out what always holds by its type.</summary>
    /// <param name="residue">Expressions in an order in which each is safe.</param>
    /// <returns>False when the residue can never hold.</returns>
    /// <exception cref="RegoEvaluationException">It cannot be said without a type fault.</exception>
    public bool Prune(List<Expr> residue)
    {
        if (Fits(residue))
        {
            return true;
        }

        for (var i = 0; i < residue.Count; i++)
        {
            if (Fits([.. residue.Take(i + 1)]))
            {
                continue;
            }

            if (HasClosure(residue[i]))
            {
                throw new RegoEvaluationException(new RegoError(
                    "eval_partial_error", "what is left of a comprehension cannot be said without a type fault", residue[i].Location));
            }

            if (!residue[i].Negated)
            {
                return false;
            }

            // What can never be true is not true.
            residue.RemoveAt(i--);
        }

        return true;
    }

    /// <summary>Whether an expression whose variables may be anything has no fault of type.</summary>
    public bool Fits(Expr expr) => Fits([.. Vars.Of(expr, VarScope.Safety).Except(Vars.Reserved).Select(Given), expr]);

    public static bool HasClosure(Expr expr)
    {
        var found = false;
        TreeWalk.InnerBodies(expr, _ => found = true);
        return found;
    }

    /// <summary>Learns the type of a support rule, whose path is complete and whose body is not simplified yet.</summary>
    public void Learn(Rule rule) => new TypeChecker(_policy.Builtins, _documents, static name => name).Check(rule);

    /// <summary>Learns that nothing is known of the type of a rule.</summary>
    public void Learn(IEnumerable<RegoValue> path) => _documents.Put(path, Types.Anything);

    private bool Fits(IReadOnlyList<Expr> body) =>
        new TypeChecker(_policy.Builtins, _documents, static name => name).Check(new Body(body)).Count == 0;

    // A variable of any type.
    private static Expr Given(string name) => Equation.Of(
        Location.None, new Term.Var(Location.None, name), new Term.Ref(Location.None, new Term.Var(Location.None, "input"), []));
}

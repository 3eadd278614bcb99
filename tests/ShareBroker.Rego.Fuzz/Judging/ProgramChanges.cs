using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Compilation.Trees;
using ShareBroker.Rego.Fuzz.Material;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Syntax;
using ShareBroker.Rego.Text;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Programs that mean the same as another but for the one thing that a reason is about. Null when a module does not
/// parse.</summary>
internal static partial class ProgramChanges
{
    // Numbers of more digits stay as they are.
    private const int DigitsMax = 400;

    /// <summary>With the definitions in the opposite order.</summary>
    public static FuzzProgram? Reversed(FuzzProgram program) => Changed(program, static module => module with
    {
        Rules = [.. module.Rules.Where(static rule => rule.IsDefault), .. module.Rules.Where(static rule => !rule.IsDefault).Reverse()],
    });

    /// <summary>With the members of every written set in the opposite order.</summary>
    public static FuzzProgram? SetsReversed(FuzzProgram program) => Changed(program, new SetTurner());

    /// <summary>With rules beside it that look for every way in which a body of a rule without parameters holds.</summary>
    public static FuzzProgram? AllWays(FuzzProgram program) => Changed(program, static module => module with
    {
        Rules =
        [
            .. module.Rules,
            .. module.Rules.SelectMany(static rule => rule.Branches())
                .Where(static rule => rule.Head.Arguments is null && rule.Body.Exprs.Count > 0).Select(WaysOf),
        ],
    });

    private static Rule WaysOf(Rule rule, int number)
    {
        var at = rule.Location;
        var one = new Term.Constant(at, RegoNumber.Of(1));
        var head = new Head(at, [new Term.Var(at, $"ways{number}")])
        {
            Value = new Term.ArrayComprehension(at, one, rule.Body),
            ValueWritten = true,
            Assigned = true,
        };
        return new Rule(at, head, new Body([new Expr(at, new Statement.Claim(new Term.Constant(at, RegoBoolean.True)))]));
    }

    /// <summary>With every <c>else</c> as a rule of another name.</summary>
    public static FuzzProgram? ElseApart(FuzzProgram program)
    {
        var count = 0;
        return Changed(program, module => module with { Rules = [.. module.Rules.SelectMany(Apart)] });

        IEnumerable<Rule> Apart(Rule rule)
        {
            yield return rule with { Else = null };
            foreach (var next in rule.Branches().Skip(1))
            {
                var name = new Term.Var(next.Location, $"apart{count++}");
                yield return next with { Else = null, Head = next.Head with { Path = [name, .. next.Head.Path.Skip(1)] } };
            }
        }
    }

    /// <summary>With the entries of every written object in the order of their keys.</summary>
    public static FuzzProgram? KeysSorted(FuzzProgram program) => Changed(program, new KeySorter());

    /// <summary>With another name where a keyword begins a reference.</summary>
    public static FuzzProgram WithoutKeywordNames(FuzzProgram program) => program with
    {
        Modules = [.. program.Modules.Select(static module => Node.Text(WithoutKeywordNames(module.ToString())))],
    };

    /// <summary>The text of one module so changed.</summary>
    public static string WithoutKeywordNames(string module) => KeywordName().Replace(module, "named_$0");

    [GeneratedRegex(@"(?<![\w."":$])(true|false|null|if|in|every|contains|not|some|with|as|else|default|import|package)(?=[\[.])")]
    private static partial Regex KeywordName();

    /// <summary>With another name for what the body of an <c>every</c> declares and reads at once.</summary>
    public static FuzzProgram? DeclaredApart(FuzzProgram program) => Changed(program, new DeclarationRenamer());

    /// <summary>With every <c>every</c> at the end of its body, after all that may bind its collection.</summary>
    public static FuzzProgram? EveryLast(FuzzProgram program) => Changed(program, new EveryMover());

    /// <summary>With a list in the place of each set that is an operand of a call.</summary>
    public static FuzzProgram? ListsForSets(FuzzProgram program) => Changed(program, new SetReplacer());

    /// <summary>With the comprehensions among the operands of a claim in claims of their own before it.</summary>
    public static FuzzProgram? ComprehensionsApart(FuzzProgram program) => Changed(program, new ComprehensionMover());

    /// <summary>With every call that is a claim by itself asked for its value.</summary>
    public static FuzzProgram? CallsForValues(FuzzProgram program) => Changed(program, new ClaimRewriter());

    /// <summary>With every written set and object made a value by itself before anything looks into it.</summary>
    public static FuzzProgram? CollectionsFirst(FuzzProgram program) => Changed(program, new CollectionMaker());

    /// <summary>With the text of every number that is written in the path of a document.</summary>
    public static FuzzProgram? TextsInPaths(FuzzProgram program) => Changed(program, new PathWriter());

    /// <summary>With every whole number in modules, data and input written as an integer.</summary>
    public static FuzzProgram? WholeNumbersPlain(FuzzProgram program) => Written(program, Rewriting(new NumberReplacer())) is { } changed
        ? changed with
        {
            Data = Node.OfJson(Plain(RegoJson.Parse(program.Data.ToString()))),
            Input = program.Input is { } input ? Node.OfJson(Plain(RegoJson.Parse(input.ToString()))) : null,
        }
        : null;

    /// <summary>The value with whole numbers written as integers.</summary>
    public static RegoValue Plain(RegoValue value) => Each(value, static one =>
        one is RegoNumber number && number.Text.AsSpan().ContainsAny('.', 'e', 'E') && number.Text.Length <= DigitsMax
        && number.TryGetBigInteger(out var integer) && BigInteger.Abs(integer) < BigInteger.Pow(10, DigitsMax)
            ? RegoNumber.Parse(integer.ToString(CultureInfo.InvariantCulture))
            : one);

    /// <summary>The value with everything in it changed that is no collection.</summary>
    public static RegoValue Each(RegoValue value, Func<RegoValue, RegoValue> change)
    {
        switch (value)
        {
            case RegoArray array:
                return RegoArray.Of([.. array.Items.ToArray().Select(item => Each(item, change))]);
            case RegoSet set:
                return RegoSet.Of([.. set.Items.ToArray().Select(item => Each(item, change))]);
            case RegoObject map:
                var built = new RegoObject.Builder();
                foreach (var key in map.Keys.ToArray())
                {
                    built.Set(Each(key, change), Each(map.Get(key)!, change));
                }

                return built.Build();
            default:
                return change(value);
        }
    }

    /// <summary>The paths of the documents that rules define.</summary>
    public static IEnumerable<string> Documents(FuzzProgram program) => program.Modules
        .Select(node => Parser.ParseModule("m", node.ToString(), program.Version).Result).OfType<Module>()
        .SelectMany(static module => module.Rules.Where(static rule => rule.Head.Arguments is null).Select(rule =>
            "data" + string.Concat(module.Package.Path.Append(((Term.Var)rule.Head.Path[0]).Name).Select(static name => $"[\"{name}\"]"))))
        .Distinct();

    private static FuzzProgram? Changed(FuzzProgram program, TreeRewriter rewriter) =>
        Changed(program, Rewriting(rewriter));

    private static Func<Module, Module> Rewriting(TreeRewriter rewriter) =>
        module => module with { Rules = [.. module.Rules.Select(rewriter.Rewrite)] };

    // A reason that asked the same program again would prove nothing but chance.
    private static FuzzProgram? Changed(FuzzProgram program, Func<Module, Module> change) =>
        Written(program, change) is { } changed && Written(program, static module => module) is { } same
        && !changed.Modules.Select(static module => module.ToString())
            .SequenceEqual(same.Modules.Select(static module => module.ToString()))
            ? changed
            : null;

    private static FuzzProgram? Written(FuzzProgram program, Func<Module, Module> change)
    {
        var modules = new List<Node>();
        foreach (var node in program.Modules)
        {
            if (Parser.ParseModule("m", node.ToString(), program.Version).Result is not { } module)
            {
                return null;
            }

            modules.Add(SyntaxNodes.Of(change(module), program.IsV0 && !CaseMaterial.ImportsV1(module)));
        }

        return program with { Modules = modules };
    }

    private static Expr Claim(Location at, Term left, Term right) =>
        new(at, new Statement.Claim(new Term.Call(at, new Term.Var(at, "eq"), [left, right])));

    // Where a collection is looked into or given away; in an equation with more than a variable it may be a pattern.
    private sealed class CollectionMaker : TreeRewriter
    {
        public override Term Rewrite(Term term) => base.Rewrite(term) switch
        {
            Term.Ref reference => reference with { Head = Made(reference.Head) },
            Term.Call { Name: "eq" or "assign" } call when !call.Arguments.Any(static side => side is Term.Var) => call,
            Term.Call call => call with { Arguments = [.. call.Arguments.Select(Made)] },
            var other => other,
        };

        public override Head Rewrite(Head head) =>
            base.Rewrite(head) is var changed && changed.Value is { } value ? changed with { Value = Made(value) } : changed;

        private static Term Made(Term term)
        {
            var at = term.Location;
            switch (term)
            {
                case Term.Set { Items.Count: > 1 } set:
                    var member = new Term.Var(at, "made");
                    var all = new Term.Ref(at, new Term.Array(at, set.Items), [new Term.Var(at, "_")]);
                    return new Term.SetComprehension(at, member, new Body([Claim(at, member, all)]));
                case Term.Object { Entries.Count: > 1 } map:
                    var parts = EntryOrder.Of(map).Select(entry => new Term.Object(at, [entry]));
                    return new Term.Call(
                        at,
                        new Term.Ref(at, new Term.Var(at, "object"), [new Term.Constant(at, RegoString.Of("union_n"))]),
                        [new Term.Array(at, [.. parts])]);
                default:
                    return term;
            }
        }
    }

    private sealed class ClaimRewriter : TreeRewriter
    {
        public override Expr Rewrite(Expr expr)
        {
            var changed = base.Rewrite(expr);
            if (changed.Call is not { Name: not ("eq" or "assign") } call)
            {
                return changed;
            }

            // Behind a list every value but false counts, also below a negation.
            var at = expr.Location;
            var value = new Term.Var(at, "asked");
            var one = new Term.Constant(at, RegoNumber.Of(1));
            var body = new Body([Claim(at, value, call), new Expr(at, new Statement.Claim(value))]);
            return Claim(at, new Term.ArrayComprehension(at, one, body), new Term.Array(at, [one])) with
            {
                Negated = changed.Negated,
                Withs = changed.Withs,
            };
        }
    }

    private sealed class EveryMover : TreeRewriter
    {
        public override Body Rewrite(Body body)
        {
            var all = base.Rewrite(body).Exprs;
            return new Body([.. all.Where(static expr => expr.Statement is not Statement.Every),
                .. all.Where(static expr => expr.Statement is Statement.Every)]);
        }
    }

    private sealed class ComprehensionMover : TreeRewriter
    {
        private readonly List<Expr> _moved = [];
        private int _count;

        public override Body Rewrite(Body body)
        {
            var all = new List<Expr>();
            foreach (var expr in body.Exprs)
            {
                var changed = expr.Call is { Name: not ("eq" or "assign") } ? Rewrite(expr) : expr;
                all.AddRange(_moved);
                _moved.Clear();
                all.Add(changed);
            }

            return new Body(all);
        }

        public override Term Rewrite(Term term)
        {
            if (term is not (Term.ArrayComprehension or Term.SetComprehension or Term.ObjectComprehension))
            {
                return base.Rewrite(term);
            }

            var name = new Term.Var(term.Location, $"apart{_count++}");
            _moved.Add(new Expr(term.Location, new Statement.Claim(
                new Term.Call(term.Location, new Term.Var(term.Location, "eq"), [name, term]))));
            return name;
        }
    }

    private sealed class SetReplacer : TreeRewriter
    {
        public override Term Rewrite(Term term) => base.Rewrite(term) switch
        {
            Term.Call call => call with
            {
                Arguments = [.. call.Arguments.Select(static argument => argument switch
                {
                    Term.Set set => new Term.Array(set.Location, set.Items),
                    Term.Object map =>
                        new Term.Array(map.Location, [.. map.Entries.SelectMany(static entry => new[] { entry.Key, entry.Value })]),
                    _ => argument,
                })],
            },
            var other => other,
        };
    }

    private sealed class SetTurner : TreeRewriter
    {
        public override Term Rewrite(Term term) => base.Rewrite(term) switch
        {
            Term.Set set => set with { Items = [.. set.Items.Reverse()] },
            var other => other,
        };
    }

    private sealed class PathWriter : TreeRewriter
    {
        public override Term Rewrite(Term term) => base.Rewrite(term) switch
        {
            Term.Ref { Head: Term.Var { Name: "data" } } path => path with
            {
                Operands = [.. path.Operands.Select(static part => part is Term.Constant { Value: RegoNumber number }
                    ? new Term.Constant(part.Location, RegoString.Of(number.Text))
                    : part)],
            },
            var other => other,
        };
    }

    private sealed class KeySorter : TreeRewriter
    {
        public override Term Rewrite(Term term) => base.Rewrite(term) switch
        {
            Term.Object map =>
                map with { Entries = [.. map.Entries.OrderBy(static entry => entry.Key.ToString(), StringComparer.Ordinal)] },
            var other => other,
        };
    }

    private sealed class DeclarationRenamer : TreeRewriter
    {
        private readonly HashSet<string> _renamed = new(StringComparer.Ordinal);

        public override Statement Rewrite(Statement statement)
        {
            if (statement is not Statement.Every every)
            {
                return base.Rewrite(statement);
            }

            var body = new List<Expr>();
            var outer = _renamed.ToArray();
            foreach (var expr in every.Body.Exprs)
            {
                var changed = Rewrite(expr);
                if (expr.Call is { Name: "assign", Arguments: [var target, var value] } && Vars.Of(value).Overlaps(Vars.Of(target)))
                {
                    var read = changed.Call!;
                    _renamed.UnionWith(Vars.Of(target));
                    changed = Equation.With(changed, read with { Arguments = [Rewrite(target), read.Arguments[1]] });
                }

                body.Add(changed);
            }

            _renamed.IntersectWith(outer);
            return every with { Domain = Rewrite(every.Domain), Body = new Body(body) };
        }

        public override Term Rewrite(Term term) =>
            term is Term.Var variable && _renamed.Contains(variable.Name) ? variable with { Name = variable.Name + "_inner" }
                : base.Rewrite(term);
    }

    private sealed class NumberReplacer : TreeRewriter
    {
        public override Term Rewrite(Term term) => term is Term.Constant { Value: RegoNumber } constant
            ? constant with { Value = Plain(constant.Value) }
            : base.Rewrite(term);
    }
}

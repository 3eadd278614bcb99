using ShareBroker.Rego.Fuzz.Trees;

namespace ShareBroker.Rego.Fuzz.Judging;

/// <summary>Makes a program smaller for as long as it still shows what it was found for.</summary>
internal sealed class Shrinker(Func<FuzzProgram, Task<bool>> stillShows, int triesMax)
{
    private static readonly string[] Simple = ["1", "\"a\"", "true", "null", "[]", "{}", "x"];

    private int _tries;

    /// <summary>The smallest program found within the tries.</summary>
    public async Task<FuzzProgram> RunAsync(FuzzProgram program)
    {
        for (var before = int.MaxValue; program.Size < before && _tries < triesMax;)
        {
            before = program.Size;
            program = await WithoutPartsAsync(program);
            for (var index = 0; index < program.Modules.Count; index++)
            {
                var at = index;
                program = await TreeAsync(program, static (p, i) => p.Modules[i], static (p, i, node) => p with
                {
                    Modules = [.. p.Modules.Select((module, place) => place == i ? node : module)],
                }, at);
            }

            program = await TreeAsync(program, static (p, _) => p.Queries[0], static (p, _, node) => p with { Queries = [node] }, 0);
            program = await TreeAsync(program, static (p, _) => p.Data, static (p, _, node) => p with { Data = node }, 0);
            if (program.Input is not null)
            {
                program = await TreeAsync(program, static (p, _) => p.Input!, static (p, _, node) => p with { Input = node }, 0);
            }
        }

        return program;
    }

    private async Task<FuzzProgram> WithoutPartsAsync(FuzzProgram program)
    {
        for (var index = program.Modules.Count - 1; index >= 0; index--)
        {
            var at = index;
            program = await TryAsync(program, program with { Modules = [.. program.Modules.Where((_, place) => place != at)] });
        }

        program = await TryAsync(program, program with { Data = Node.Json($"{"{}"}") });
        program = await TryAsync(program, program with { Input = null });
        return program.IsStrict ? await TryAsync(program, program with { IsStrict = false }) : program;
    }

    private async Task<FuzzProgram> TreeAsync(
        FuzzProgram program, Func<FuzzProgram, int, Node> get, Func<FuzzProgram, int, Node, FuzzProgram> set, int place)
    {
        var moved = true;
        while (moved && _tries < triesMax)
        {
            moved = false;
            var root = get(program, place);
            foreach (var smaller in Candidates(root).OrderBy(static node => node.Size))
            {
                if (smaller.Size >= root.Size || _tries >= triesMax)
                {
                    break;
                }

                var candidate = set(program, place, smaller);
                if (await ShowsAsync(candidate))
                {
                    program = candidate;
                    moved = true;
                    break;
                }
            }
        }

        return program;
    }

    /// <summary>Every tree that has one thing less.</summary>
    private static IEnumerable<Node> Candidates(Node node)
    {
        foreach (var other in Instead(node))
        {
            yield return other;
        }

        for (var index = 0; index < node.Children.Count; index++)
        {
            foreach (var child in Candidates(node.Children[index]))
            {
                yield return node.With(index, child);
            }
        }
    }

    private static IEnumerable<Node> Instead(Node node)
    {
        switch (node.Kind)
        {
            case NodeKind.Optional when node.Size > 1:
                return [Node.Text(string.Empty)];
            case NodeKind.List:
                return Shorter(node);
            case NodeKind.Term:
                return node.Inner(NodeKind.Term).Concat(Simple.Select(Node.TermText));
            case NodeKind.Expr:
                return node.Inner(NodeKind.Expr).Append(Node.Expr($"true"));
            case NodeKind.Json:
                return node.Inner(NodeKind.Json).Append(Node.Json($"0"));
            default:
                return [];
        }
    }

    private static IEnumerable<Node> Shorter(Node list)
    {
        var count = list.Children.Count;
        for (var chunk = count / 2; chunk >= 1; chunk /= 2)
        {
            for (var start = 0; start + chunk <= count; start += chunk)
            {
                if (count - chunk >= list.Least)
                {
                    yield return list.With([.. list.Children.Take(start), .. list.Children.Skip(start + chunk)]);
                }
            }
        }

        if (count == 1 && list.Least == 0)
        {
            yield return list.With([]);
        }
    }

    private async Task<FuzzProgram> TryAsync(FuzzProgram program, FuzzProgram smaller) =>
        _tries < triesMax && smaller.Size < program.Size + 1 && await ShowsAsync(smaller) ? smaller : program;

    private Task<bool> ShowsAsync(FuzzProgram candidate)
    {
        _tries++;
        return stillShows(candidate);
    }
}

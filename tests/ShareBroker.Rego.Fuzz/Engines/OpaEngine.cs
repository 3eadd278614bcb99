using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;
using ShareBroker.Rego.Fuzz.Trees;
using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Fuzz.Engines;

/// <summary>Asks a real <c>opa</c>: one server for the whole run, on a socket in a folder of its own, so that no port is guessed.</summary>
internal sealed partial class OpaEngine : IDisposable
{
    private static readonly Uri Base = new("http://opa/");

    private readonly string _program;
    private readonly bool _isV0;
    private OpaEngine? _old;
    private string _folder = string.Empty;
    private Process? _server;
    private HttpClient? _client;
    private int _modules;

    public OpaEngine(string program, bool isV0 = false) => (_program, _isV0) = (program, isV0);

    /// <summary>The answer to each query.</summary>
    public async Task<IReadOnlyList<Outcome>> AskAsync(FuzzProgram program)
    {
        if (program.IsV0 && !_isV0)
        {
            // A server reads all modules in one language.
            return await (_old ??= new OpaEngine(_program, isV0: true)).AskAsync(program);
        }

        try
        {
            return await AskOnceAsync(program);
        }
        catch (Exception fault) when (fault is HttpRequestException or IOException or OperationCanceledException or SocketException)
        {
            // A server that hangs or fell over is replaced, and the questions that it did not come to are asked again.
            Stop();
            if (program.Queries.Count > 1)
            {
                var single = new List<Outcome>();
                foreach (var query in program.Queries)
                {
                    single.AddRange(await AskAsync(program with { Queries = [query] }));
                }

                return single;
            }

            var kind = fault is OperationCanceledException ? OutcomeKind.None : OutcomeKind.Broken;
            return [.. program.Queries.Select(_ => new Outcome(kind, "opa", fault.Message))];
        }
    }

    public void Dispose() => Stop();

    private async Task<IReadOnlyList<Outcome>> AskOnceAsync(FuzzProgram program)
    {
        _client ??= await StartAsync();
        while (_modules > 0)
        {
            _modules--;
            await SendAsync(HttpMethod.Delete, $"v1/policies/m{_modules}", body: null);
        }

        var (status, answer) = await SendAsync(HttpMethod.Put, "v1/data", program.Data.ToString());
        if (status >= 300)
        {
            return [.. program.Queries.Select(_ => new Outcome(OutcomeKind.None, "data", answer))];
        }

        if (await PutModulesAsync(program.Modules) is { } refused)
        {
            return [.. program.Queries.Select(_ => refused)];
        }

        var outcomes = new List<Outcome>();
        foreach (var query in program.Queries)
        {
            outcomes.Add(await QueryAsync(program, query));
        }

        return outcomes;
    }

    // A server takes one module after the other and each must fit those before it, so what does not fit yet is tried again later.
    private async Task<Outcome?> PutModulesAsync(IReadOnlyList<Node> modules)
    {
        var waiting = modules.ToList();
        while (waiting.Count > 0)
        {
            Outcome? refused = null;
            var before = waiting.Count;
            foreach (var module in waiting.ToArray())
            {
                var (status, answer) = await SendAsync(HttpMethod.Put, $"v1/policies/m{_modules}", module.ToString());
                if (status < 300)
                {
                    _modules++;
                    waiting.Remove(module);
                }
                else
                {
                    refused ??= Refusal(OutcomeKind.ModuleError, answer);
                }
            }

            if (waiting.Count == before)
            {
                return refused;
            }
        }

        return null;
    }

    private async Task<Outcome> QueryAsync(FuzzProgram program, Node query)
    {
        if (program.IsStrict)
        {
            return await DocumentAsync(program, query);
        }

        var input = program.Input is null ? string.Empty : $",\"input\":{program.Input}";
        var question = $"{{\"query\":{Node.Quote(RegoString.Of(query.ToString()))}{input}}}";
        var (status, answer) = await SendAsync(HttpMethod.Post, "v1/query", question);
        if (status >= 300)
        {
            return Refusal(status == 400 ? OutcomeKind.QueryError : OutcomeKind.EvaluationError, answer);
        }

        try
        {
            var result = ((RegoObject)RegoJson.Parse(answer)).Get(RegoString.Of("result")) as RegoArray ?? RegoArray.Empty;
            return Outcome.Of(result.Items.ToArray());
        }
        catch (RegoJsonException fault)
        {
            return new Outcome(OutcomeKind.Broken, "json", fault.Message + " in " + answer.Trim());
        }
    }

    // Only the document interface knows strict builtins, and it takes a plain path.
    private async Task<Outcome> DocumentAsync(FuzzProgram program, Node query)
    {
        if (DocumentPath().Match(query.ToString()) is not { Success: true } path)
        {
            return new Outcome(OutcomeKind.None, "strict");
        }

        var (status, answer) = await SendAsync(
            HttpMethod.Post,
            $"v1/data{path.Groups[1].Value.Replace('.', '/')}?strict-builtin-errors=true",
            program.Input is null ? "{}" : $"{{\"input\":{program.Input}}}");
        if (status >= 300)
        {
            return Refusal(OutcomeKind.EvaluationError, answer);
        }

        try
        {
            var result = ((RegoObject)RegoJson.Parse(answer)).Get(RegoString.Of("result"));
            return Outcome.Of(result is null ? [] : [new RegoObject.Builder().Set(RegoString.Of("x"), result).Build()]);
        }
        catch (RegoJsonException fault)
        {
            return new Outcome(OutcomeKind.Broken, "json", fault.Message + " in " + answer.Trim());
        }
    }

    private static Outcome Refusal(OutcomeKind kind, string answer)
    {
        var errors = new List<(string Code, string Message)>();
        if (RegoJson.Parse(answer) is RegoObject document && document.Get(RegoString.Of("errors")) is RegoArray all)
        {
            foreach (var error in all.Items.ToArray().OfType<RegoObject>())
            {
                errors.Add((Member(error, "code"), Member(error, "message")));
            }
        }

        return errors.Count == 0 ? new Outcome(OutcomeKind.Broken, "refused", answer) : Outcome.Of(kind, errors);
    }

    private static string Member(RegoObject error, string name) => (error.Get(RegoString.Of(name)) as RegoString)?.Value ?? string.Empty;

    [GeneratedRegex(@"^x = data((?:\.[a-z_][a-z0-9_]*)+)$")]
    private static partial Regex DocumentPath();

    private async Task<(int Status, string Answer)> SendAsync(HttpMethod method, string path, string? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Base, path));
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8);
        }

        using var response = await _client!.SendAsync(request);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    private async Task<HttpClient> StartAsync()
    {
        _modules = 0;
        _folder = Directory.CreateTempSubdirectory("fuzz-opa").FullName;
        var socket = Path.Combine(_folder, "s");
        var start = new ProcessStartInfo(_program) { RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var word in (string[])["run", "--server", "--addr", "unix://" + socket, "--log-level", "error", "--disable-telemetry"])
        {
            start.ArgumentList.Add(word);
        }

        if (_isV0)
        {
            start.ArgumentList.Add("--v0-compatible");
        }

        _server = Process.Start(start)!;
        _server.OutputDataReceived += static (_, _) => { };
        _server.ErrorDataReceived += static (_, _) => { };
        _server.BeginOutputReadLine();
        _server.BeginErrorReadLine();
        for (var wait = 0; !Listens(socket) && wait < 600; wait++)
        {
            await Task.Delay(50);
        }

        return new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = async (_, cancellationToken) =>
            {
                var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                await connection.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
                return new NetworkStream(connection, ownsSocket: true);
            },
        })
        {
            Timeout = TimeSpan.FromSeconds(20),
        };
    }

    private static bool Listens(string path)
    {
        if (!File.Exists(path))
        {
            return false;
        }

        try
        {
            using var connection = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            connection.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Ends the server; the next question starts another one.</summary>
    public void Stop()
    {
        _old?.Stop();
        _client?.Dispose();
        _client = null;
        if (_server is { } server)
        {
            server.Kill();
            server.WaitForExit();
            server.Dispose();
            _server = null;
            Directory.Delete(_folder, recursive: true);
        }
    }
}

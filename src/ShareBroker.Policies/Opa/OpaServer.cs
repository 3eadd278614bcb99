using System.Diagnostics;
using System.Net.Sockets;

namespace ShareBroker.Policies.Opa;

/// <summary>
/// An OPA server of our own for as long as this object lives, serving a folder of policies on a socket file that only this user can reach.
/// </summary>
public sealed class OpaServer : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeMax = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private readonly Process _process;
    private readonly DirectoryInfo _folder;
    private readonly Task<string> _said;
    private bool _isStopped;

    private OpaServer(Process process, DirectoryInfo folder, string socket)
    {
        _process = process;
        _folder = folder;
        _said = process.StandardError.ReadToEndAsync();
        Address = new Uri("unix://" + socket);
    }

    /// <summary>Where it answers.</summary>
    public Uri Address { get; }

    /// <summary>The program named by <c>$OPA</c>, or <c>opa</c> on the path; null when there is none.</summary>
    public static string? Find()
    {
        if (Environment.GetEnvironmentVariable("OPA") is { Length: > 0 } named)
        {
            return File.Exists(named) ? Path.GetFullPath(named) : null;
        }

        return (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(static folder => Path.Combine(folder, "opa"))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>Starts a server and waits until it answers.</summary>
    /// <param name="program">The <c>opa</c> program.</param>
    /// <param name="policies">Folder or bundle file of the policies.</param>
    /// <param name="time">The clock of the wait.</param>
    /// <param name="cancellationToken">Gives up; the server is stopped.</param>
    /// <exception cref="IOException">It ended or did not answer within a minute; the message has its last line.</exception>
    public static async Task<OpaServer> StartAsync(
        string program, string policies, TimeProvider time, CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("sharebroker-opa-");
        OpaServer? server = null;
        try
        {
            var socket = Path.Combine(folder.FullName, "opa.sock");
            server = new OpaServer(Launch(program, policies, socket), folder, socket);
            await server.WaitAsync(socket, time, cancellationToken);
            return server;
        }
        catch (Exception fault)
        {
            if (server is not null)
            {
                await server.DisposeAsync();
            }
            else
            {
                folder.Delete(recursive: true);
            }

            throw fault is System.ComponentModel.Win32Exception
                ? new IOException($"'{program}' could not be started; name a working opa in $OPA", fault)
                : fault;
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _isStopped, true))
        {
            return;
        }

        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync(CancellationToken.None);
        await _said;
        _process.Dispose();
        _folder.Delete(recursive: true);
    }

    private static Process Launch(string program, string policies, string socket)
    {
        var start = new ProcessStartInfo(program) { UseShellExecute = false, RedirectStandardError = true };
        string[] arguments =
        [
            "run", "--server", "--addr", "unix://" + socket, "--bundle", policies, "--ignore", "*_test.rego", "--log-level", "error",
            "--disable-telemetry",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    private async Task WaitAsync(string socket, TimeProvider time, CancellationToken cancellationToken)
    {
        var begin = time.GetTimestamp();
        while (!await AnswersAsync(socket, cancellationToken))
        {
            if (_process.HasExited)
            {
                throw new IOException($"opa ended at once: {LastLine(await _said)}");
            }

            if (time.GetElapsedTime(begin) > StartTimeMax)
            {
                throw new IOException("opa did not answer within a minute; look at what it says when started by hand");
            }

            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    // It listens only after the bundle is loaded and compiled.
    private static async Task<bool> AnswersAsync(string socket, CancellationToken cancellationToken)
    {
        if (!File.Exists(socket))
        {
            return false;
        }

        using var probe = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await probe.ConnectAsync(new UnixDomainSocketEndPoint(socket), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string LastLine(string said) =>
        said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault() ?? "it said nothing";
}

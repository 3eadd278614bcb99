namespace ShareBroker.EndToEnd.Tests;

/// <summary>Whoever stops a command, once or in anger, gets an end and not a crash.</summary>
public sealed class StoppingTests
{
    [Theory]
    [InlineData("TERM")]
    [InlineData("TERM TERM")]
    public async Task A_command_that_is_stopped_ends_without_a_stack_trace_and_leaves_no_process(string signals)
    {
        // The stage has a broker as a process of its own, named by its settings in a folder of this test.
        var (status, output, error) = await Shell.RunAsync(
            $$"""
            export TMPDIR=$(mktemp -d)
            ./sharebroker bench disclose > $TMPDIR/said 2>&1 &
            program=$!
            for i in $(seq 1 600); do pgrep -f "serve --config $TMPDIR" > /dev/null && break; sleep 0.1; done
            pgrep -f "serve --config $TMPDIR" > /dev/null || { cat $TMPDIR/said; exit 99; }
            for signal in {{signals}}; do kill -$signal $program; done
            wait $program; status=$?
            for i in $(seq 1 150); do pgrep -f "serve --config $TMPDIR" > /dev/null || break; sleep 0.1; done
            pgrep -f "serve --config $TMPDIR" > /dev/null && echo "a broker is left"
            cat $TMPDIR/said; rm -rf $TMPDIR
            exit $status
            """,
            TimeSpan.FromMinutes(3));

        output.ShouldNotContain("Unhandled exception");
        output.ShouldNotContain("   at ");
        output.ShouldNotContain("a broker is left");
        error.ShouldNotContain("Unhandled exception");
        status.ShouldBeOneOf(1, 143);
    }
}

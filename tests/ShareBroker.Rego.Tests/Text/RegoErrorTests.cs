using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Tests.Text;

public sealed class RegoErrorTests
{
    [Fact]
    public void An_error_reads_as_place_code_and_message() =>
        new RegoError("rego_parse_error", "unexpected } token", new Location("p.rego", 3, 7, 21)).ToString()
            .ShouldBe("p.rego:3: rego_parse_error: unexpected } token");
}

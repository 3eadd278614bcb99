using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Syntax;

/// <summary>A comment's text after its <c>#</c>, to the end of the line.</summary>
internal sealed record Comment(Location Location, string Text);

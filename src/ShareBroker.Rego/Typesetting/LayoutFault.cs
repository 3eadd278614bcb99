using ShareBroker.Rego.Text;

namespace ShareBroker.Rego.Typesetting;

/// <summary>The text can be read and not be written.</summary>
internal sealed class LayoutFault(RegoError error) : Exception(error.Message)
{
    public RegoError Error { get; } = error;
}

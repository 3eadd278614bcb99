using ShareBroker.Rego.Values;

namespace ShareBroker.Rego.Evaluation;

/// <summary>The place of one variable. A struct, since storing into an array of a class that has subclasses is checked each time.</summary>
internal struct Slot
{
    public RegoValue? Value;
}

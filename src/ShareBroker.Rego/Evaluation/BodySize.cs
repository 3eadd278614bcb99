namespace ShareBroker.Rego.Evaluation;

/// <summary>How many places a frame must have for a plan.</summary>
internal readonly record struct BodySize(int Slots, int Collectors)
{
    /// <summary>Room for either of two plans.</summary>
    public BodySize Or(BodySize other) => new(Math.Max(Slots, other.Slots), Math.Max(Collectors, other.Collectors));
}

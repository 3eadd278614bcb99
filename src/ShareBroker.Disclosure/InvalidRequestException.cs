namespace ShareBroker.Disclosure;

/// <summary>A message breaks a limit or a form. All of its faults are named at once.</summary>
public sealed class InvalidRequestException : DisclosureException
{
    /// <summary>Gathers the faults.</summary>
    /// <param name="faults">At least one.</param>
    public InvalidRequestException(IReadOnlyList<RequestFault> faults)
        : base(faults[0].Code, string.Join("; ", faults.Select(static fault => fault.Message))) => Faults = faults;

    /// <summary>Every fault, in the order of the message's members.</summary>
    public IReadOnlyList<RequestFault> Faults { get; }

    /// <summary>A message with one fault.</summary>
    public static InvalidRequestException Of(string code, string message) => new([new RequestFault(code, message)]);
}

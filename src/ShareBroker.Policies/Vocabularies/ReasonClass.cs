namespace ShareBroker.Policies.Vocabularies;

/// <summary>Whom a reason tells something about (decision contract, <i>Who sees which reason</i>).</summary>
public enum ReasonClass
{
    /// <summary>It tells something about the person or the case. An unknown code counts as this.</summary>
    Person,

    /// <summary>It follows from the request, the parties and their standing alone.</summary>
    Request,

    /// <summary>It follows from purpose and parties in some requests and from the person's data in others; the desk tells which.</summary>
    Either,
}

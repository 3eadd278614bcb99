namespace ShareBroker.Policies.Prospects;

/// <summary>What the search for a permit came to.</summary>
public enum ProspectVerdict
{
    /// <summary>At least one request was found that the policies permit.</summary>
    Possible,

    /// <summary>Proved: no request with what is fixed is ever permitted.</summary>
    Never,

    /// <summary>Neither: none was found within the limits of the search, and nothing is proved.</summary>
    NotFound,
}

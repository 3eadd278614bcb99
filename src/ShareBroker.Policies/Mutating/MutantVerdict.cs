namespace ShareBroker.Policies.Mutating;

/// <summary>What became of a mutant.</summary>
public enum MutantVerdict
{
    /// <summary>A scenario or a unit test noticed it.</summary>
    Killed,

    /// <summary>Nothing noticed it.</summary>
    Survived,

    /// <summary>It does not compile, so nobody could put it in force; it does not count.</summary>
    Stillborn,
}

namespace ShareBroker.Server.Door;

/// <summary>What an access token says, read strictly; nothing of it counts before its signature is verified.</summary>
internal sealed record PresentedToken
{
    /// <summary>The compact JWS as it was sent.</summary>
    public required string Text { get; init; }

    /// <summary><c>iss</c>.</summary>
    public required string Issuer { get; init; }

    /// <summary><c>aud</c>, exactly one.</summary>
    public required string Audience { get; init; }

    /// <summary><c>sub</c>: the agency's own id of the person.</summary>
    public required string Subject { get; init; }

    /// <summary><c>agency</c>.</summary>
    public required string Agency { get; init; }

    /// <summary><c>role</c>.</summary>
    public required string Role { get; init; }

    /// <summary><c>unit</c>; empty when absent.</summary>
    public required string Unit { get; init; }

    /// <summary><c>cnf.x5t#S256</c>, the 32 octets.</summary>
    public required ReadOnlyMemory<byte> Certificate { get; init; }

    /// <summary><c>iat</c>, seconds since 1970.</summary>
    public required long IssuedAt { get; init; }

    /// <summary><c>exp</c>, seconds since 1970.</summary>
    public required long Expires { get; init; }

    /// <summary><c>nbf</c>, seconds since 1970; <c>iat</c> when absent.</summary>
    public required long NotBefore { get; init; }
}

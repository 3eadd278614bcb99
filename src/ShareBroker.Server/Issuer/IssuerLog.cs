using Microsoft.Extensions.Logging;

namespace ShareBroker.Server.Issuer;

/// <summary>Log lines of the issuer: agency and role, never the person.</summary>
internal static partial class IssuerLog
{
    [LoggerMessage(1300, LogLevel.Debug, "a token was issued to agency {Agency}")]
    public static partial void Issued(ILogger logger, string agency);

    [LoggerMessage(1301, LogLevel.Warning, "a token was refused to agency {Agency}: {Code}")]
    public static partial void Refused(ILogger logger, string agency, string code);
}

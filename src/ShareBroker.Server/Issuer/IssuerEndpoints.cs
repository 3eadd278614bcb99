using System.Buffers.Text;
using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using ShareBroker.Server.Door;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Issuer;

/// <summary>
/// The small issuer for trials: <c>POST /oauth/token</c> (RFC 6749, section 4.4, with the certificate as the client's proof, RFC 8705,
/// section 2) and its public documents (RFC 8414, RFC 7517). The agency states which of its people acts; it answers for that.
/// </summary>
internal sealed partial class IssuerEndpoints(BuiltinIssuer settings, IssuerKey key, TokenWriter tokens, ILogger<IssuerEndpoints> logger)
{
    private const int FormBytesMax = 4 * 1024;

    private static readonly FrozenSet<string> GovernanceRoles =
        new[] { "auditor", "dpo", "policy_author", "policy_approver", "broker_operator" }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>Opens the issuer's addresses.</summary>
    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/oauth/token", (Delegate)IssueAsync);
        routes.MapGet("/.well-known/jwks.json", () => Results.Json(Keys()));
        routes.MapGet("/.well-known/openid-configuration", () => Results.Json(Discovery()));
        routes.MapGet("/.well-known/oauth-authorization-server", () => Results.Json(Discovery()));
    }

    private async Task<IResult> IssueAsync(HttpContext http)
    {
        var agency = http.Features.GetRequiredFeature<KnownAgency>();
        if (http.Request.ContentLength is null or > FormBytesMax || !http.Request.HasFormContentType)
        {
            return Refuse(agency, "invalid_request");
        }

        var form = await http.Request.ReadFormAsync(http.RequestAborted);
        if (form["grant_type"] is not ["client_credentials"])
        {
            return Refuse(agency, "unsupported_grant_type");
        }

        if (form["actor"] is not [{ } person] || form["role"] is not [{ } role] || form["unit"].Count > 1)
        {
            return Refuse(agency, "invalid_request");
        }

        var unit = form["unit"].ToString();
        if (!PersonText().IsMatch(person) || !RoleText().IsMatch(role) || (unit.Length > 0 && !PersonText().IsMatch(unit)))
        {
            return Refuse(agency, "invalid_request");
        }

        if (GovernanceRoles.Contains(role) && !settings.GovernanceAgencies.Any(allowed => allowed == "*" || allowed == agency.Id))
        {
            return Refuse(agency, "unauthorized_client");
        }

        var thumbprint = Base64Url.EncodeToString(SHA256.HashData(http.Connection.ClientCertificate!.RawDataMemory.Span));
        IssuerLog.Issued(logger, agency.Id);
        http.Response.Headers.CacheControl = "no-store";
        return Results.Json(new
        {
            access_token = tokens.Write(new TokenWish(agency.Id, person, role, unit, thumbprint)),
            token_type = "Bearer",
            expires_in = tokens.LifetimeSeconds,
        });
    }

    private IResult Refuse(KnownAgency agency, string code)
    {
        IssuerLog.Refused(logger, agency.Id, code);
        return Results.Json(new { error = code }, statusCode: StatusCodes.Status400BadRequest);
    }

    private object Keys() => new
    {
        keys = new[] { new { kty = "EC", crv = "P-256", use = "sig", alg = "ES256", kid = key.Id, x = key.X, y = key.Y } },
    };

    private object Discovery() => new
    {
        issuer = settings.Issuer,
        token_endpoint = $"{settings.Issuer}/oauth/token",
        jwks_uri = $"{settings.Issuer}/.well-known/jwks.json",
        grant_types_supported = new[] { "client_credentials" },
        response_types_supported = Array.Empty<string>(),
        token_endpoint_auth_methods_supported = new[] { "tls_client_auth" },
        tls_client_certificate_bound_access_tokens = true,
    };

    [GeneratedRegex(@"\A[A-Za-z0-9._-]{1,64}\z", RegexOptions.CultureInvariant)]
    private static partial Regex PersonText();

    [GeneratedRegex(@"\A[a-z_]{1,40}\z", RegexOptions.CultureInvariant)]
    private static partial Regex RoleText();
}

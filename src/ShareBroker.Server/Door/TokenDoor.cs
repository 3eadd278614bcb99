using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;
using ShareBroker.Server.Settings;

namespace ShareBroker.Server.Door;

/// <summary>
/// Finds the person of a call: one access token (RFC 9068), signed with ES256 by a pinned key, in its time, for this broker, and bound to
/// the very certificate of this connection (RFC 8705, section 3). The library verifies the signature; everything it takes loosely is
/// checked before and after.
/// </summary>
internal sealed class TokenDoor(TokenSettings settings, IssuerTrust trust, TimeProvider time)
{
    /// <summary>Name of the authentication scheme.</summary>
    public const string Scheme = "person";

    /// <summary>Sets the scheme up.</summary>
    public static void AddTo(IServiceCollection services, TokenSettings settings, IssuerTrust trust, TimeProvider time)
    {
        services.AddAuthentication(Scheme).AddJwtBearer(Scheme, options =>
        {
            options.MapInboundClaims = false;
            options.IncludeErrorDetails = false;
            options.SaveToken = false;
            options.RefreshOnIssuerKeyNotFound = false;

            // A configuration that is already there is never fetched.
            options.Configuration = new OpenIdConnectConfiguration();
            options.TokenHandlers.Clear();
            options.TokenHandlers.Add(new JsonWebTokenHandler
            {
                MapInboundClaims = false,
                MaximumTokenSizeInBytes = TokenReader.TokenCharactersMax,
            });
            options.TokenValidationParameters = Parameters(settings, trust, time);
            options.Events = new JwtBearerEvents { OnMessageReceived = TakeTheReadToken };
        });

        // What comes along for cookies, which nobody has here, would write keys into the user's folder at start.
        var cookieKeys = services.FirstOrDefault(static each => each.ImplementationType?.Name == "DataProtectionHostedService");
        if (cookieKeys is not null)
        {
            services.Remove(cookieKeys);
        }
    }

    /// <summary>The person who makes the call.</summary>
    /// <param name="http">The call.</param>
    /// <param name="agency">The agency that its certificate names.</param>
    /// <param name="certificate">The certificate of this connection.</param>
    /// <exception cref="DoorFault">There is no token, or it is not taken.</exception>
    public async Task<CallerIdentity> IdentifyAsync(HttpContext http, KnownAgency agency, X509Certificate2 certificate)
    {
        var header = http.Request.Headers.Authorization;
        if (header.Count == 0)
        {
            throw DoorFault.TokenMissing();
        }

        if (header.Count > 1 || !TokenReader.TryRead(header[0], out var token) || !IsMeantForHereAndNow(token))
        {
            throw DoorFault.TokenRefused();
        }

        http.Features.Set(token);
        var result = await http.AuthenticateAsync(Scheme);
        if (!result.Succeeded || !trust.SpeaksFor(token.Issuer, token.Agency))
        {
            throw DoorFault.TokenRefused();
        }

        if (!CryptographicOperations.FixedTimeEquals(token.Certificate.Span, SHA256.HashData(certificate.RawDataMemory.Span)))
        {
            throw DoorFault.TokenNotBound();
        }

        return token.Agency == agency.Id
            ? new CallerIdentity(agency, token.Subject, token.Role, token.Unit)
            : throw DoorFault.TokenOtherAgency();
    }

    private static Task TakeTheReadToken(MessageReceivedContext context)
    {
        context.Token = context.HttpContext.Features.Get<PresentedToken>()?.Text;
        if (context.Token is null)
        {
            context.NoResult();
        }

        return Task.CompletedTask;
    }

    private static TokenValidationParameters Parameters(TokenSettings settings, IssuerTrust trust, TimeProvider time) => new()
    {
        ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
        ValidTypes = ["at+jwt", "application/at+jwt"],
        ValidAudience = settings.Audience,
        ValidIssuers = [.. trust.Issuers],
        ValidateIssuerSigningKey = true,
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        TryAllIssuerSigningKeys = false,
        IssuerSigningKeyResolver = (_, token, keyId, _) => trust.KeysOf((token as JsonWebToken)?.Issuer, keyId),
        ClockSkew = TimeSpan.FromSeconds(settings.ClockSkewSeconds),
        LifetimeValidator = (_, expires, _, _) => expires > time.GetUtcNow().UtcDateTime.AddSeconds(-settings.ClockSkewSeconds),
        NameClaimType = "sub",
        RoleClaimType = "role",
    };

    private bool IsMeantForHereAndNow(PresentedToken token)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var skew = settings.ClockSkewSeconds;
        return token.Audience == settings.Audience
            && token.Expires > now - skew
            && token.IssuedAt <= now + skew
            && token.NotBefore <= now + skew
            && token.Expires > token.IssuedAt
            && token.Expires - token.IssuedAt <= settings.LifetimeMaxSeconds;
    }
}

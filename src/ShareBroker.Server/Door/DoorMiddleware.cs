using System.Globalization;
using System.Text;
using System.Threading.RateLimiting;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;
using ShareBroker.Server.Faults;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;

namespace ShareBroker.Server.Door;

/// <summary>
/// The first room. Before a byte of a message is read: the connection's certificate names the agency, the agency has its share of calls,
/// the token names the person. Whoever is not known gets health, reflection and the issuer's public documents, and nothing else.
/// </summary>
internal sealed class DoorMiddleware(
    RequestDelegate next,
    CertificateCheck certificates,
    IAgencyDirectory directory,
    TokenDoor tokens,
    AgencyLimits limits,
    DoorLimits settings,
    ILogger<DoorMiddleware> logger)
{
    private static readonly PathString[] Open = ["/grpc.health.v1.Health", "/grpc.reflection.v1.ServerReflection", "/.well-known"];
    private static readonly PathString[] ForAgencies = ["/oauth"];
    private static readonly PathString Watch = new("/sharebroker.v1.DisclosureService/WatchDisclosure");

    /// <summary>Lets a call in or turns it away.</summary>
    public async Task InvokeAsync(HttpContext http)
    {
        RateLimitLease? lease = null;
        KnownAgency? agency = null;
        try
        {
            if (!Under(http, Open))
            {
                agency = await AgencyOfAsync(http);
                http.Features.Set(agency);
            }

            lease = limits.Enter(agency?.Id ?? AgencyLimits.Nobody);
            if (!lease.IsAcquired)
            {
                throw new TooManyCallsFault();
            }

            if (agency is not null && !Under(http, ForAgencies))
            {
                http.Features.Set(await tokens.IdentifyAsync(http, agency, http.Connection.ClientCertificate!));
            }

            GiveDeadline(http.Request);
        }
        catch (Exception fault)
        {
            lease?.Dispose();
            await TurnAwayAsync(http, agency, fault);
            return;
        }

        using (lease)
        {
            await next(http);
        }

        NameUnreadable(http);
    }

    private static bool Under(HttpContext http, PathString[] roots) =>
        Array.Exists(roots, root => http.Request.Path.StartsWithSegments(root, StringComparison.Ordinal));

    private async ValueTask<KnownAgency> AgencyOfAsync(HttpContext http)
    {
        var certificate = http.Connection.ClientCertificate ?? throw DoorFault.CertificateUnknown();

        // The handshake judged it once; a connection may outlive its certificate.
        if (!certificates.IsInTime(certificate))
        {
            throw DoorFault.CertificateExpired();
        }

        return await directory.FindAsync(CertificateCheck.ThumbprintOf(certificate), http.RequestAborted)
            ?? throw DoorFault.CertificateUnknown();
    }

    // A caller who names no deadline would hold its place for ever.
    private void GiveDeadline(HttpRequest request)
    {
        if (!request.Headers.ContainsKey("grpc-timeout") && !request.Path.StartsWithSegments(Watch, StringComparison.Ordinal))
        {
            request.Headers["grpc-timeout"] = settings.DeadlineSecondsDefault.ToString(CultureInfo.InvariantCulture) + "S";
        }
    }

    // What fails before a handler runs is the message itself: too large, or no message at all.
    private static void NameUnreadable(HttpContext http)
    {
        var told = http.Response.HasStarted ? http.Features.Get<IHttpResponseTrailersFeature>()?.Trailers : http.Response.Headers;
        if (told is null || told.ContainsKey(WireFault.CodeTrailer))
        {
            return;
        }

        var fault = told["grpc-status"].ToString() switch
        {
            "2" => new WireFault(StatusCode.InvalidArgument, "the message cannot be read", "message_malformed"),
            "8" => new WireFault(StatusCode.ResourceExhausted, "the message is larger than the broker takes", "message_too_large"),
            _ => null,
        };
        if (fault is not null)
        {
            told["grpc-status"] = ((int)fault.Status).ToString(CultureInfo.InvariantCulture);
            told["grpc-message"] = PercentEncoded(fault.Detail);
            told[WireFault.CodeTrailer] = fault.Code;
        }
    }

    private async Task TurnAwayAsync(HttpContext http, KnownAgency? agency, Exception fault)
    {
        var wire = BrokerFault.ToWire(fault);
        if (wire.Status == StatusCode.Internal)
        {
            DoorLog.Failed(logger, fault.GetType().Name);
        }
        else if (agency is null)
        {
            DoorLog.TurnedAway(logger, wire.Code);
        }
        else
        {
            DoorLog.AgencyTurnedAway(logger, agency.Id, wire.Code);
        }

        var response = http.Response;
        response.Headers[WireFault.CodeTrailer] = wire.Code;
        if (http.Request.ContentType?.StartsWith("application/grpc", StringComparison.OrdinalIgnoreCase) == true)
        {
            // A trailers-only answer: the status stands in the headers and there is no body.
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = ((int)wire.Status).ToString(CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = PercentEncoded(wire.Detail);
            return;
        }

        response.StatusCode = wire.Status switch
        {
            StatusCode.Unauthenticated => StatusCodes.Status401Unauthorized,
            StatusCode.ResourceExhausted => StatusCodes.Status429TooManyRequests,
            _ => StatusCodes.Status500InternalServerError,
        };
        await response.WriteAsJsonAsync(new { error = wire.Code, error_description = wire.Detail }, http.RequestAborted);
    }

    private static string PercentEncoded(string text)
    {
        var encoded = new StringBuilder(text.Length);
        foreach (var octet in Encoding.UTF8.GetBytes(text))
        {
            if (octet is >= 0x20 and < 0x7F and not (byte)'%')
            {
                encoded.Append((char)octet);
            }
            else
            {
                encoded.Append(CultureInfo.InvariantCulture, $"%{octet:X2}");
            }
        }

        return encoded.ToString();
    }
}

using Grpc.Core;
using Microsoft.AspNetCore.Http.Features;
using ShareBroker.Disclosure;
using ShareBroker.Server.Door;

namespace ShareBroker.Server.Endpoints;

/// <summary>Who makes a call, as the door found out.</summary>
internal static class CallerOfCall
{
    /// <summary>The caller of a call that came through the door.</summary>
    public static Caller Caller(this ServerCallContext context)
    {
        var identity = context.GetHttpContext().Features.GetRequiredFeature<CallerIdentity>();
        return new Caller(
            AgencyId.Parse(identity.Agency.Id),
            new Actor(identity.PersonId, identity.Role, identity.Unit.Length > 0 ? identity.Unit : null));
    }
}

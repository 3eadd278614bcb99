using Grpc.Health.V1;
using Grpc.Reflection.V1;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ShareBroker.Disclosure.Ordering;
using ShareBroker.Disclosure.Recording;
using ShareBroker.Disclosure.Registers;
using ShareBroker.Server.Door;
using ShareBroker.Server.Endpoints;
using ShareBroker.Server.Faults;
using ShareBroker.Server.Issuer;
using ShareBroker.Server.Settings;
using ShareBroker.Server.Trust;
using ShareBroker.Wire.Health;
using ShareBroker.Wire.Reflection;
using ShareBroker.Wire.V1;

namespace ShareBroker.Server.Start;

/// <summary>Puts the doors in front of the rooms.</summary>
internal static class BrokerWeb
{
    private static readonly TimeSpan StopTimeMax = TimeSpan.FromSeconds(8);

    /// <summary>The web application; what it leans on and does not dispose is added to <paramref name="owned"/>.</summary>
    public static WebApplication Build(WebApplicationBuilder builder, BrokerRooms rooms, CertificateCheck check, List<IDisposable> owned)
    {
        var services = builder.Services;
        services.Configure<HostOptions>(static host => host.ShutdownTimeout = StopTimeMax);
        WebDoor.AddGrpc(services, rooms.Settings.Limits);
        services.AddSingleton(rooms.Environment.Time);
        AddDoor(services, rooms, check, owned);
        AddWorkers(services, rooms);
        AddEndpoints(services, rooms);

        var app = builder.Build();

        // The door authenticates by itself, after it knows the certificate; the framework shall not do it before.
        ((IApplicationBuilder)app).Properties["__AuthenticationMiddlewareSet"] = true;
        app.UseMiddleware<DoorMiddleware>();
        app.MapGrpcService<HealthService>();
        app.MapGrpcService<ReflectionService>();
        app.MapGrpcService<DisclosureEndpoint>();
        app.MapGrpcService<PolicyEndpoint>();
        app.MapGrpcService<CaseEndpoint>();
        app.MapGrpcService<RegistryEndpoint>();
        app.MapGrpcService<ReceiptEndpoint>();
        app.Services.GetService<IssuerEndpoints>()?.Map(app);
        return app;
    }

    private static void AddDoor(IServiceCollection services, BrokerRooms rooms, CertificateCheck check, List<IDisposable> owned)
    {
        var (tokens, environment) = (rooms.Settings.Tokens, rooms.Environment);
        var trust = new IssuerTrust(tokens);
        if (tokens.Builtin is { } builtin)
        {
            AddIssuer(services, rooms, builtin, trust, owned);
        }

        TokenDoor.AddTo(services, tokens, trust, environment.Time);
        services.AddSingleton(new TokenDoor(tokens, trust, environment.Time));
        services.AddSingleton(check);
        services.AddSingleton(rooms.Settings.Limits);
        services.AddSingleton<AgencyLimits>();
        services.AddSingleton<IAgencyDirectory>(new RegisterDirectory(rooms.Registers));
        services.AddSingleton<FaultInterceptor>();
    }

    private static void AddIssuer(
        IServiceCollection services, BrokerRooms rooms, BuiltinIssuer builtin, IssuerTrust trust, List<IDisposable> owned)
    {
        var environment = rooms.Environment;
        var key = IssuerKey.LoadOrCreate(builtin.Key);
        owned.Add(key);
        trust.Add(builtin.Issuer, [key.PublicKey()], agencies: null);
        services.AddSingleton(builtin);
        services.AddSingleton(key);
        services.AddSingleton(new TokenWriter(builtin, rooms.Settings.Tokens.Audience, key, environment.Time, environment.Random));
        services.AddSingleton<IssuerEndpoints>();
    }

    private static void AddWorkers(IServiceCollection services, BrokerRooms rooms)
    {
        var time = rooms.Environment.Time;
        services.AddSingleton<HealthService>();
        services.AddSingleton(provider => new BrokerHealth(
            provider.GetRequiredService<HealthService>(), rooms.Policies.Seat, rooms.Settings.Data, time));
        services.AddHostedService(static provider => provider.GetRequiredService<BrokerHealth>());
        services.AddSingleton(provider =>
        {
            var logger = provider.GetRequiredService<ILogger<OrderWorker>>();
            return new OrderWorker(rooms.Desk, rooms.Times, time, fault => StartLog.OrdersHeldUp(logger, fault.Code));
        });
        services.AddHostedService<OrderService>();
        services.AddHostedService<PolicyClock>();
    }

    private static void AddEndpoints(IServiceCollection services, BrokerRooms rooms)
    {
        services.AddSingleton(rooms.Desk);
        services.AddSingleton(rooms.Policies);
        services.AddSingleton(rooms.Ports);
        services.AddSingleton<DisclosureEndpoint>();
        services.AddSingleton<PolicyEndpoint>();
        services.AddSingleton(rooms.Registers);
        services.AddSingleton(new CaseDesk(rooms.Ports));
        services.AddSingleton(new ReceiptDesk(rooms.Ports));
        services.AddSingleton<CaseEndpoint>();
        services.AddSingleton<RegistryEndpoint>();
        services.AddSingleton<ReceiptEndpoint>();
        services.AddSingleton(new ReflectionService(
        [
            DisclosureService.Descriptor, CaseService.Descriptor, RegistryService.Descriptor, ReceiptService.Descriptor,
            PolicyService.Descriptor, Health.Descriptor, ServerReflection.Descriptor,
        ]));
    }
}

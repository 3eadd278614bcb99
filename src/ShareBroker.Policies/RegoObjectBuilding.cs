using ShareBroker.Rego.Values;

namespace ShareBroker.Policies;

/// <summary>Text-keyed members for object builders; an absent value leaves the member out.</summary>
internal static class RegoObjectBuilding
{
    public static void Put(this RegoObject.Builder builder, string key, RegoValue value) => builder.Set(RegoString.Of(key), value);

    public static void PutText(this RegoObject.Builder builder, string key, string? value)
    {
        if (value is not null)
        {
            builder.Put(key, RegoString.Of(value));
        }
    }

    public static void PutFlag(this RegoObject.Builder builder, string key, bool? value)
    {
        if (value is { } flag)
        {
            builder.Put(key, RegoBoolean.Of(flag));
        }
    }
}

using ShareBroker.Rego;

namespace ShareBroker.Policies.Bundles;

/// <summary>Says what is wrong with a bundle as this room does: the same code and sentence.</summary>
internal static class BundleFaults
{
    public static T Of<T>(Func<T> read)
    {
        try
        {
            return read();
        }
        catch (RegoException fault)
        {
            throw new PolicyException(fault.Code, fault.Errors[0].Message, fault);
        }
    }

    public static void Of(Action work) => Of(() =>
    {
        work();
        return true;
    });
}

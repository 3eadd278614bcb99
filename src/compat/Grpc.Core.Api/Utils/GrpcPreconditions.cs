namespace Grpc.Core.Utils;

/// <summary>Checks at the start of a method, each with the exception that says whose fault it was.</summary>
public static class GrpcPreconditions
{
    /// <summary>Refuses an argument that does not hold.</summary>
    /// <exception cref="ArgumentException">The condition is false.</exception>
    public static void CheckArgument(bool condition)
    {
        if (!condition)
        {
            throw new ArgumentException("an argument does not meet the condition for it");
        }
    }

    /// <summary>Refuses an argument that does not hold, with a reason.</summary>
    /// <exception cref="ArgumentException">The condition is false.</exception>
    public static void CheckArgument(bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new ArgumentException(errorMessage);
        }
    }

    /// <summary>Passes a value on that must not be null.</summary>
    /// <exception cref="ArgumentNullException">The value is null.</exception>
    public static T CheckNotNull<T>(T reference) =>
        reference is null ? throw new ArgumentNullException(nameof(reference)) : reference;

    /// <summary>Passes an argument on that must not be null.</summary>
    /// <exception cref="ArgumentNullException">The value is null; the exception names the parameter.</exception>
    public static T CheckNotNull<T>(T reference, string paramName) =>
        reference is null ? throw new ArgumentNullException(paramName) : reference;

    /// <summary>Refuses a call that the object's state does not allow.</summary>
    /// <exception cref="InvalidOperationException">The condition is false.</exception>
    public static void CheckState(bool condition)
    {
        if (!condition)
        {
            throw new InvalidOperationException();
        }
    }

    /// <summary>Refuses a call that the object's state does not allow, with a reason.</summary>
    /// <exception cref="InvalidOperationException">The condition is false.</exception>
    public static void CheckState(bool condition, string errorMessage)
    {
        if (!condition)
        {
            throw new InvalidOperationException(errorMessage);
        }
    }
}

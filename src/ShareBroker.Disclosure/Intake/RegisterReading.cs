using ShareBroker.Disclosure.Registers;

namespace ShareBroker.Disclosure.Intake;

/// <summary>Typed look-ups in the registers.</summary>
internal static class RegisterReading
{
    public static async Task<T?> FindAsync<T>(this IRegisterStore store, RegisterKey key, CancellationToken cancellationToken)
        where T : RegisterRecord => await store.FindAsync(key, cancellationToken) as T;

    public static Task<AgencyRecord?> AgencyAsync(this IRegisterStore store, string agency, CancellationToken cancellationToken) =>
        store.FindAsync<AgencyRecord>(AgencyRecord.KeyOf(agency), cancellationToken);

    /// <summary>The membership that counts for a case: the one limited to it goes before the general one.</summary>
    public static async Task<MemberRecord?> MemberAsync(
        this IRegisterStore store, string instance, string agency, string? caseId, CancellationToken cancellationToken)
    {
        if (instance.Length == 0)
        {
            return null;
        }

        var limited = string.IsNullOrEmpty(caseId)
            ? null
            : await store.FindAsync<MemberRecord>(MemberRecord.KeyOf(instance, agency, caseId), cancellationToken);
        return limited ?? await store.FindAsync<MemberRecord>(MemberRecord.KeyOf(instance, agency, ""), cancellationToken);
    }

    /// <summary>The status of an agreement: the one of the instance goes before the one for all.</summary>
    public static async Task<string?> AgreementAsync(
        this IRegisterStore store, string agency, string kind, string instance, CancellationToken cancellationToken)
    {
        var special = instance.Length == 0
            ? null
            : await store.FindAsync<AgreementRecord>(AgreementRecord.KeyOf(agency, kind, instance), cancellationToken);
        var found = special ?? await store.FindAsync<AgreementRecord>(AgreementRecord.KeyOf(agency, kind, ""), cancellationToken);
        return found?.Status;
    }
}

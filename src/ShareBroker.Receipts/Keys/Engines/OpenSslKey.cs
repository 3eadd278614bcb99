using Microsoft.Win32.SafeHandles;

namespace ShareBroker.Receipts.Keys.Engines;

/// <summary>An EVP_PKEY that is given back however its owner ends.</summary>
internal sealed class OpenSslKey : SafeHandleZeroOrMinusOneIsInvalid
{
    public OpenSslKey()
        : base(ownsHandle: true)
    {
    }

    protected override bool ReleaseHandle()
    {
        OpenSslNative.FreeKey(handle);
        return true;
    }
}

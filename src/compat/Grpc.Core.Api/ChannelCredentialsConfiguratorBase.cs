namespace Grpc.Core;

/// <summary>Receives the make-up of channel credentials; a channel implements it to learn how to connect.</summary>
public abstract class ChannelCredentialsConfiguratorBase
{
    /// <summary>The channel is not protected.</summary>
    public abstract void SetInsecureCredentials(object state);

    /// <summary>The channel is protected by TLS; each null stands for the platform's own choice.</summary>
    public abstract void SetSslCredentials(
        object state, string? rootCertificates, KeyCertificatePair? keyCertificatePair, VerifyPeerCallback? verifyPeerCallback);

    /// <summary>The channel is protected as given, and each call carries call credentials too.</summary>
    public abstract void SetCompositeCredentials(object state, ChannelCredentials channelCredentials, CallCredentials callCredentials);
}

namespace Grpc.Core;

/// <summary>Why a call ended, with the numbers that stand on the wire.</summary>
public enum StatusCode
{
    /// <summary>It did what it was asked.</summary>
    OK = 0,

    /// <summary>Somebody, usually the caller, gave it up.</summary>
    Cancelled = 1,

    /// <summary>Nobody can say more, such as when a foreign error has no code here.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>Time ran out; the work may or may not have been done.</summary>
    DeadlineExceeded = 4,

    /// <summary>What was asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>What was to be made exists already.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>Some quota or space is used up.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state that the request needs; repeating does not help until it is.</summary>
    FailedPrecondition = 9,

    /// <summary>A conflict with other work stopped it; a repetition from the start of that work may succeed.</summary>
    Aborted = 10,

    /// <summary>The request points past the end of something that may still grow.</summary>
    OutOfRange = 11,

    /// <summary>The server does not know or offer the method.</summary>
    Unimplemented = 12,

    /// <summary>Something inside that must never break is broken.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached for now; a repetition may succeed.</summary>
    Unavailable = 14,

    /// <summary>Data are lost or damaged beyond repair.</summary>
    DataLoss = 15,

    /// <summary>The caller did not prove who it is.</summary>
    Unauthenticated = 16,
}

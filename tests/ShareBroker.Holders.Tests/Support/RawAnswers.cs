using System.Buffers.Binary;
using System.IO.Compression;
using Microsoft.AspNetCore.Http;

namespace ShareBroker.Holders.Tests.Support;

/// <summary>Answers below the level of gRPC: frames that lie, stop, drip or explode.</summary>
internal static class RawAnswers
{
    private const int BombBytes = 200 << 20;

    public static async Task WriteAsync(HttpContext http, string mode)
    {
        var response = http.Response;
        if (mode == "a web page")
        {
            response.ContentType = "text/html";
            await response.WriteAsync("<html>hello</html>");
            return;
        }

        response.ContentType = "application/grpc";
        response.DeclareTrailer("grpc-status");
        switch (mode)
        {
            case "bomb":
                response.Headers["grpc-encoding"] = "gzip";
                await response.Body.WriteAsync(Frame(compressed: 1, Bomb()));
                break;
            case "cut off":
                await response.Body.WriteAsync(Frame(compressed: 0, new byte[100]).AsMemory(0, 50));
                break;
            case "no protobuf":
                await response.Body.WriteAsync(Frame(compressed: 0, [0xFF, 0xFF, 0xFF, 0xFF]));
                break;
            case "drip":
                var frame = Frame(compressed: 0, new byte[1_000]);
                for (var at = 0; at < frame.Length && !http.RequestAborted.IsCancellationRequested; at++)
                {
                    await response.Body.WriteAsync(frame.AsMemory(at, 1));
                    await response.Body.FlushAsync();
                    await Task.Delay(50);
                }

                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(mode), mode, "unknown");
        }

        response.AppendTrailer("grpc-status", "0");
    }

    private static byte[] Frame(byte compressed, byte[] message)
    {
        var frame = new byte[5 + message.Length];
        frame[0] = compressed;
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), message.Length);
        message.CopyTo(frame, 5);
        return frame;
    }

    private static byte[] Bomb()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest))
        {
            var block = new byte[1 << 20];
            for (var written = 0; written < BombBytes; written += block.Length)
            {
                gzip.Write(block);
            }
        }

        return packed.ToArray();
    }
}

using System.Buffers.Binary;
using System.Text;

namespace Collab.Server.Tests.Postgres;

/// <summary>A connection's first message: length, version, then names and values, each ended by a zero byte.</summary>
internal static class StartupMessage
{
    private const int HeaderBytes = 8;

    /// <summary>The same message without the start-up options, as a pooler passes it on that does not know them.</summary>
    public static byte[] WithoutOptions(byte[] message)
    {
        var words = Encoding.UTF8.GetString(message.AsSpan(HeaderBytes)).Split('\0');
        var kept = words.Chunk(2).Where(pair => pair.Length == 2 && pair[0] is not ("" or "options"))
            .SelectMany(pair => pair).Select(word => word + '\0');
        byte[] changed = [.. message[..HeaderBytes], .. Encoding.UTF8.GetBytes(string.Concat(kept)), 0];
        BinaryPrimitives.WriteInt32BigEndian(changed, changed.Length);
        return changed;
    }
}

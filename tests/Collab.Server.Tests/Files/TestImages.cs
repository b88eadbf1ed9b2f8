using System.Buffers.Binary;

namespace Collab.Server.Tests.Files;

/// <summary>Bytes that begin as images do; nobody here looks at pixels, so the rest is filling that tells one from the other.</summary>
internal static class TestImages
{
    private const int MinLength = 64;

    public static byte[] Png(int width, int height, int length = MinLength, byte filling = 0)
    {
        var bytes = Filled(length, filling);
        new byte[] { 0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52 }.CopyTo(bytes, 0);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(16), width);
        BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(20), height);
        return bytes;
    }

    public static byte[] Gif(int width, int height)
    {
        var bytes = Filled(MinLength, 0);
        "GIF89a"u8.CopyTo(bytes);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(6), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)height);
        return bytes;
    }

    /// <summary>With an application segment, as cameras write, and filling before the frame's header.</summary>
    public static byte[] Jpeg(int width, int height)
    {
        byte[] bytes =
        [
            0xff, 0xd8, 0xff, 0xe0, 0x00, 0x06, 0x4a, 0x46, 0x49, 0x46, 0xff, 0xff, 0xc0, 0x00, 0x0b, 0x08,
            (byte)(height >> 8), (byte)height, (byte)(width >> 8), (byte)width, 0x01, 0x01, 0x11, 0x00,
        ];
        return [.. bytes, .. Filled(MinLength, 0)];
    }

    /// <summary>WebP with transparency or animation.</summary>
    public static byte[] WebpExtended(int width, int height) => Webp("VP8X"u8, bytes =>
    {
        (bytes[24], bytes[25], bytes[26]) = ((byte)(width - 1), (byte)((width - 1) >> 8), (byte)((width - 1) >> 16));
        (bytes[27], bytes[28], bytes[29]) = ((byte)(height - 1), (byte)((height - 1) >> 8), (byte)((height - 1) >> 16));
    });

    public static byte[] WebpLossless(int width, int height) => Webp("VP8L"u8, bytes =>
    {
        bytes[20] = 0x2f;
        BinaryPrimitives.WriteUInt32LittleEndian(bytes.AsSpan(21), (uint)(width - 1) | ((uint)(height - 1) << 14));
    });

    public static byte[] WebpLossy(int width, int height) => Webp("VP8 "u8, bytes =>
    {
        (bytes[23], bytes[24], bytes[25]) = (0x9d, 0x01, 0x2a);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(26), (ushort)width);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(28), (ushort)height);
    });

    private static byte[] Webp(ReadOnlySpan<byte> chunk, Action<byte[]> writeSize)
    {
        var bytes = Filled(MinLength, 0);
        "RIFF"u8.CopyTo(bytes);
        "WEBP"u8.CopyTo(bytes.AsSpan(8));
        chunk.CopyTo(bytes.AsSpan(12));
        writeSize(bytes);
        return bytes;
    }

    private static byte[] Filled(int length, byte filling)
    {
        var bytes = new byte[length];
        Array.Fill(bytes, filling);
        return bytes;
    }
}

using System.Buffers.Binary;

namespace Collab.Server.Files;

/// <summary>What the first bytes of an image say of it. Pixels are never decoded: whoever shows the image does that.</summary>
/// <param name="Width">In pixels.</param>
internal readonly record struct ImageHeader(ImageFormat Format, int Width, int Height)
{
    /// <summary>The bytes that a header fits into, unless it is a JPEG's, before whose size other segments may come.</summary>
    public const int Length = 32;

    private const int JpegSegmentHeader = 4;

    private static ReadOnlySpan<byte> Png => [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];

    private static ReadOnlySpan<byte> Jpeg => [0xff, 0xd8, 0xff];

    public long Pixels => (long)Width * Height;

    /// <summary>Tells what kind of image it is by its first bytes, whatever anybody calls it.</summary>
    /// <returns>Null for what is none of ours.</returns>
    public static ImageFormat? FormatOf(ReadOnlySpan<byte> bytes)
    {
        if (bytes.StartsWith(Png))
        {
            return ImageFormat.Png;
        }

        if (bytes.StartsWith(Jpeg))
        {
            return ImageFormat.Jpeg;
        }

        if (bytes.StartsWith("GIF87a"u8) || bytes.StartsWith("GIF89a"u8))
        {
            return ImageFormat.Gif;
        }

        return bytes.StartsWith("RIFF"u8) && bytes.Length >= 12 && bytes[8..].StartsWith("WEBP"u8) ? ImageFormat.Webp : null;
    }

    /// <summary>Reads format and size.</summary>
    /// <returns>Null for what is none of ours, or ends before it says its size.</returns>
    public static ImageHeader? Read(ReadOnlySpan<byte> bytes)
    {
        var size = FormatOf(bytes) switch
        {
            ImageFormat.Png => ReadPng(bytes),
            ImageFormat.Jpeg => ReadJpeg(bytes),
            ImageFormat.Gif when bytes.Length >= 10 => (U16(bytes[6..]), U16(bytes[8..])),
            ImageFormat.Webp => ReadWebp(bytes),
            _ => null,
        };
        return size is { Width: > 0, Height: > 0 } known
            ? new ImageHeader(FormatOf(bytes)!.Value, known.Width, known.Height)
            : null;
    }

    // The chunk IHDR comes first: length, type, width, height (RFC 2083).
    private static (int Width, int Height)? ReadPng(ReadOnlySpan<byte> bytes) =>
        bytes.Length >= 24 && bytes[12..].StartsWith("IHDR"u8)
            ? (BinaryPrimitives.ReadInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadInt32BigEndian(bytes[20..]))
            : null;

    /// <summary>Goes from segment to segment until a start of frame, which has the size.</summary>
    private static (int Width, int Height)? ReadJpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + JpegSegmentHeader <= bytes.Length;)
        {
            var marker = bytes[at + 1];
            if (bytes[at] != 0xff)
            {
                return null;
            }

            if (marker == 0xff)
            {
                at++;
            }
            else if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return bytes.Length >= at + 9
                    ? (BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]), BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]))
                    : null;
            }
            else if (marker is 0x01 or (>= 0xd0 and <= 0xd8))
            {
                at += 2;
            }
            else
            {
                // Its own two bytes count; less would go round in circles.
                var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]);
                if (length < 2)
                {
                    return null;
                }

                at += 2 + length;
            }
        }

        return null;
    }

    // After "RIFF", length and "WEBP" comes one of three kinds of chunk (RFC 9649).
    private static (int Width, int Height)? ReadWebp(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 30)
        {
            return null;
        }

        var chunk = bytes[12..];
        if (chunk.StartsWith("VP8X"u8))
        {
            return (1 + U24(bytes[24..]), 1 + U24(bytes[27..]));
        }

        if (chunk.StartsWith("VP8L"u8) && bytes[20] == 0x2f)
        {
            var bits = BinaryPrimitives.ReadUInt32LittleEndian(bytes[21..]);
            return (1 + (int)(bits & 0x3fff), 1 + (int)((bits >> 14) & 0x3fff));
        }

        return chunk.StartsWith("VP8 "u8) && bytes[23..].StartsWith((ReadOnlySpan<byte>)[0x9d, 0x01, 0x2a])
            ? (U16(bytes[26..]) & 0x3fff, U16(bytes[28..]) & 0x3fff)
            : null;
    }

    private static int U16(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt16LittleEndian(bytes);

    private static int U24(ReadOnlySpan<byte> bytes) => bytes[0] | (bytes[1] << 8) | (bytes[2] << 16);
}

using Collab.Core.Codec;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Codec;

/// <summary>lib0 primitives, written and read as lib0 does (tests/fixtures/encoding.jsonl).</summary>
public sealed class PrimitiveEncodingTests
{
    [Fact]
    public void Unsigned_integers_are_written_and_read_as_lib0_does()
    {
        foreach (var (value, bytes) in EncodingCase.Of("varUint", json => json.GetProperty("value").GetUInt64()))
        {
            Assert.Equal(bytes, Written(writer => writer.WriteVarUint(value)));
            var reader = new Lib0Reader(bytes);
            Assert.Equal(value, reader.ReadVarUint());
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Signed_integers_keep_their_sign_even_on_zero()
    {
        foreach (var (value, bytes) in EncodingCase.Of("varInt", json => json.Value("value").AsNumber()))
        {
            var magnitude = (ulong)Math.Abs(value);
            Assert.Equal(bytes, Written(writer => writer.WriteVarInt(magnitude, double.IsNegative(value))));
            var reader = new Lib0Reader(bytes);
            Assert.Equal((long)value, reader.ReadVarInt(out var isNegative));
            Assert.Equal(double.IsNegative(value), isNegative);
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Texts_are_written_as_utf8_with_a_replacement_character_for_a_lone_surrogate()
    {
        foreach (var (text, bytes) in EncodingCase.Of("varString", json => TaggedJson.Utf16(json.GetProperty("utf16"))))
        {
            Assert.Equal(bytes, Written(writer => writer.WriteVarString(text)));
            var reader = new Lib0Reader(bytes);
            var read = reader.ReadVarString();
            Assert.Equal(bytes, Written(writer => writer.WriteVarString(read)));
            Assert.Equal(text.Length, read.Length);
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Byte_runs_carry_their_length()
    {
        foreach (var (value, bytes) in EncodingCase.Of("varBytes", json => json.Value("value").AsBytes()))
        {
            Assert.Equal(bytes, Written(writer => writer.WriteVarBytes(value.Span)));
            var reader = new Lib0Reader(bytes);
            Assert.Equal(value.ToArray(), reader.ReadVarBytes().ToArray());
            Assert.True(reader.IsAtEnd);
        }
    }

    [Fact]
    public void Fixed_size_numbers_are_big_endian()
    {
        foreach (var (value, bytes) in EncodingCase.Of("float32", json => json.Value("value").AsNumber()))
        {
            Assert.Equal((float)value, new Lib0Reader(bytes).ReadFloat32());
            Assert.Equal(bytes, Written(writer => writer.WriteFloat32((float)value)));
        }

        foreach (var (value, bytes) in EncodingCase.Of("float64", json => json.Value("value").AsNumber()))
        {
            Assert.Equal(value, new Lib0Reader(bytes).ReadFloat64());
            Assert.Equal(bytes, Written(writer => writer.WriteFloat64(value)));
        }

        foreach (var (value, bytes) in EncodingCase.Of("bigInt64", json => json.Value("value").AsBigInt()))
        {
            Assert.Equal(value, new Lib0Reader(bytes).ReadBigInt64());
            Assert.Equal(bytes, Written(writer => writer.WriteBigInt64(value)));
        }
    }

    [Fact]
    public void Values_of_every_kind_and_form_of_number_are_written_and_read_as_lib0_does()
    {
        foreach (var (value, bytes) in EncodingCase.Of("any", json => json.Value("value")))
        {
            Assert.Equal(bytes, Written(writer => writer.WriteAny(value)));
            var reader = new Lib0Reader(bytes);
            var read = reader.ReadAny();
            Assert.Equal(bytes, Written(writer => writer.WriteAny(read)));
            Assert.True(reader.IsAtEnd);
            var skipper = new Lib0Reader(bytes);
            skipper.SkipAny();
            Assert.True(skipper.IsAtEnd);
        }
    }

    private static byte[] Written(Action<Lib0Writer> write)
    {
        var writer = new Lib0Writer();
        write(writer);
        return writer.ToArray();
    }
}

using System.Text.Json;
using Collab.Core.Codec;
using Collab.Core.Tests.TestData;

namespace Collab.Core.Tests.Codec;

/// <summary>The columns of update format V2, as lib0 encodes them (tests/fixtures/encoding.jsonl).</summary>
public sealed class ColumnEncodingTests
{
    [Fact]
    public void Runs_of_unsigned_integers_are_negated_zero_too()
    {
        foreach (var (values, bytes) in EncodingCase.Of("uintOptRle", Numbers))
        {
            var encoder = new UintOptRleEncoder();
            values.ForEach(value => encoder.Write((ulong)value));
            Assert.Equal(bytes, encoder.ToArray());

            var decoder = new UintOptRleDecoder(bytes);
            foreach (var value in values)
            {
                Assert.Equal((ulong)value, decoder.Read());
            }
        }
    }

    [Fact]
    public void Runs_of_equal_steps_are_counted()
    {
        foreach (var (values, bytes) in EncodingCase.Of("intDiffOptRle", Numbers))
        {
            var encoder = new IntDiffOptRleEncoder();
            values.ForEach(encoder.Write);
            Assert.Equal(bytes, encoder.ToArray());

            var decoder = new IntDiffOptRleDecoder(bytes);
            foreach (var value in values)
            {
                Assert.Equal(value, decoder.Read());
            }
        }
    }

    [Fact]
    public void The_last_run_of_bytes_never_ends()
    {
        foreach (var (values, bytes) in EncodingCase.Of("rleUint8", Numbers))
        {
            var encoder = new RleUint8Encoder();
            values.ForEach(value => encoder.Write((byte)value));
            Assert.Equal(bytes, encoder.ToArray());

            var decoder = new RleUint8Decoder(bytes);
            foreach (var value in values)
            {
                Assert.Equal((byte)value, decoder.Read());
            }

            for (var beyond = 0; values.Count > 0 && beyond < 3; beyond++)
            {
                Assert.Equal((byte)values[^1], decoder.Read());
            }
        }
    }

    [Fact]
    public void Texts_are_joined_and_cut_by_utf16_length()
    {
        foreach (var (values, bytes) in EncodingCase.Of("stringColumn", Texts))
        {
            var encoder = new StringColumnEncoder();
            values.ForEach(value => encoder.Write(value));
            Assert.Equal(bytes, encoder.ToArray());

            var decoder = new StringColumnDecoder(bytes);
            foreach (var value in values)
            {
                Assert.Equal(value.Length, decoder.Read().Length);
            }
        }
    }

    [Fact]
    public void A_column_that_ends_early_or_cuts_a_text_that_is_not_there_is_malformed()
    {
        Assert.Throws<MalformedUpdateException>(() => new UintOptRleDecoder([]).Read());
        Assert.Throws<MalformedUpdateException>(() => new UintOptRleDecoder([0x41]).Read());
        Assert.Throws<MalformedUpdateException>(() => new IntDiffOptRleDecoder([0x01]).Read());
        Assert.Throws<MalformedUpdateException>(() => new RleUint8Decoder([]).Read());
        Assert.Throws<MalformedUpdateException>(() => { new StringColumnDecoder([0x01, 0x61, 0x02]).Read(); });
        Assert.Throws<MalformedUpdateException>(() => { _ = new StringColumnDecoder([0x05, 0x61]); });
    }

    private static List<long> Numbers(JsonElement json) => [.. json.Items("values").Select(value => value.GetInt64())];

    private static List<string> Texts(JsonElement json) =>
        [.. json.Items("values").Select(value => TaggedJson.Read(value).AsString())];
}

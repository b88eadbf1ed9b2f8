using System.Text.Json;
using Collab.Core.Blocks;
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

            var cursor = new UintOptRleCursor(0, bytes.Length);
            foreach (var value in values)
            {
                Assert.Equal((ulong)value, cursor.Read(bytes));
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

            var cursor = new IntDiffOptRleCursor(0, bytes.Length);
            foreach (var value in values)
            {
                Assert.Equal(value, cursor.Read(bytes));
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

            var cursor = new RleUint8Cursor(0, bytes.Length);
            foreach (var value in values)
            {
                Assert.Equal((byte)value, cursor.Read(bytes));
            }

            for (var beyond = 0; values.Count > 0 && beyond < 3; beyond++)
            {
                Assert.Equal((byte)values[^1], cursor.Read(bytes));
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

            var column = new StringColumn(bytes, 0, bytes.Length);
            foreach (var value in values)
            {
                Assert.Equal(ColumnTexts.WithoutHalves(value), ColumnTexts.Read(ref column, bytes));
            }
        }
    }

    [Fact]
    public void A_column_that_ends_early_or_cuts_a_text_that_is_not_there_is_malformed()
    {
        Refuses([], column => new UintOptRleCursor(0, column.Length).Read(column));
        Refuses([0x41], column => new UintOptRleCursor(0, column.Length).Read(column));
        Refuses([0x01], column => new IntDiffOptRleCursor(0, column.Length).Read(column));
        Refuses([], column => new RleUint8Cursor(0, column.Length).Read(column));
        Refuses([0x01, 0x61, 0x02], column => new StringColumn(column, 0, column.Length).Read(column, out _, out _));
        Refuses([0x05, 0x61], column => _ = new StringColumn(column, 0, column.Length));
    }

    [Fact]
    public void A_cursor_stays_within_its_column()
    {
        byte[] twoColumns = [0x05, 0x06];
        var first = new UintOptRleCursor(0, 1);

        Assert.Equal(5ul, first.Read(twoColumns));
        Assert.Throws<MalformedUpdateException>(() => first.Read(twoColumns));
    }

    private static void Refuses(byte[] column, Action<byte[]> read) =>
        Assert.Throws<MalformedUpdateException>(() => read(column));

    private static List<long> Numbers(JsonElement json) => [.. json.Items("values").Select(value => value.GetInt64())];

    private static List<string> Texts(JsonElement json) =>
        [.. json.Items("values").Select(value => TaggedJson.Read(value).AsString())];
}

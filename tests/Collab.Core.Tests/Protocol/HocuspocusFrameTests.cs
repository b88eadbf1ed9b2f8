using System.Text;
using Collab.Core.Codec;
using Collab.Core.Protocol;

namespace Collab.Core.Tests.Protocol;

public sealed class HocuspocusFrameTests
{
    // As provider 4.8.0 sends it: new OutgoingMessage with the address "board", auth, token "abc", version "4.8.0".
    private static readonly byte[] Token = Convert.FromHexString("05626f617264" + "0200" + "03616263" + "05342e382e30");

    [Fact]
    public void A_frame_is_an_address_and_a_message()
    {
        var message = HocuspocusFrame.Read(Convert.FromHexString("05626f617264" + "0002020000"));

        Assert.Equal(HocuspocusMessageType.Sync, message.Type);
        Assert.Equal("05626f617264", Convert.ToHexStringLower(message.Address.Span));
        Assert.Equal("0002020000", Convert.ToHexStringLower(message.Body.Span));
        Assert.True(HocuspocusFrame.TryReadName(message.Address.Span, out var name));
        Assert.Equal("board", name.Value);
    }

    [Theory]
    [InlineData("board", "board")]
    [InlineData("board\0k3j2h1", "board")]
    [InlineData("team/größe\0", "team/größe")]
    public void An_address_names_a_document_with_or_without_a_session(string address, string name)
    {
        Assert.True(HocuspocusFrame.TryReadName(Address(Encoding.UTF8.GetBytes(address)), out var read));
        Assert.Equal(name, read.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("006b33")]
    [InlineData("626fff")]
    [InlineData("620a")]
    public void What_is_no_name_is_none(string hex)
    {
        Assert.False(HocuspocusFrame.TryReadName(Address(Convert.FromHexString(hex)), out _));
    }

    [Fact]
    public void Ping_and_pong_are_one_byte_without_an_address()
    {
        Assert.Equal(HocuspocusMessageType.Pong, HocuspocusFrame.Read(new byte[] { 10 }).Type);
        Assert.Equal(HocuspocusMessageType.Ping, HocuspocusFrame.Read(HocuspocusFrame.Ping).Type);

        // Ten bytes of address begin with the same number.
        var addressed = HocuspocusFrame.Read(new byte[] { 10, 97, 97, 97, 97, 97, 97, 97, 97, 97, 97, 3 });
        Assert.Equal(HocuspocusMessageType.QueryAwareness, addressed.Type);
    }

    [Fact]
    public void A_token_comes_with_the_providers_version_since_version_4()
    {
        var token = HocuspocusFrame.ReadToken(HocuspocusFrame.Read(Token).Body.Span);
        var older = HocuspocusFrame.ReadToken(HocuspocusFrame.Read(Token.AsMemory(0, Token.Length - 6)).Body.Span);

        Assert.Equal(new HocuspocusToken("abc", "4.8.0"), token);
        Assert.Equal(new HocuspocusToken("abc", null), older);
    }

    [Theory]
    [InlineData("4.8.0", true)]
    [InlineData("12.0.0-rc.1", true)]
    [InlineData("3.4.4", false)]
    [InlineData("", false)]
    [InlineData("four", false)]
    [InlineData(null, false)]
    public void Only_providers_of_version_4_and_later_take_pings(string? version, bool takes)
    {
        Assert.Equal(takes, new HocuspocusToken("", version).TakesPings);
    }

    [Fact]
    public void What_the_server_sends_is_what_the_provider_reads()
    {
        Assert.Equal("02020a726561642d7772697465", Convert.ToHexStringLower(HocuspocusFrame.Authenticated(isReadOnly: false)));
        Assert.Equal("020208726561646f6e6c79", Convert.ToHexStringLower(HocuspocusFrame.Authenticated(isReadOnly: true)));
        Assert.Equal("0201026e6f", Convert.ToHexStringLower(HocuspocusFrame.PermissionDenied("no")));
        Assert.Equal("0200", Convert.ToHexStringLower(HocuspocusFrame.TokenRequest.Span));
        Assert.Equal("050568656c6c6f", Convert.ToHexStringLower(HocuspocusFrame.Stateless("hello")));
        Assert.Equal("0703676f6e", Convert.ToHexStringLower(HocuspocusFrame.Close("gon")));
        Assert.Equal("hello", HocuspocusFrame.ReadStateless(HocuspocusFrame.Stateless("hello")));
    }

    [Fact]
    public void A_frame_cut_anywhere_is_refused_as_such()
    {
        for (var length = 0; length < Token.Length; length++)
        {
            // Cut after the token it is one of an older provider.
            if (length == Token.Length - 6)
            {
                continue;
            }

            var cut = Token.AsMemory(0, length);
            Assert.Throws<MalformedUpdateException>(() => { HocuspocusFrame.ReadToken(HocuspocusFrame.Read(cut).Body.Span); });
        }
    }

    [Fact]
    public void Lengths_that_run_past_the_end_and_endless_numbers_are_refused()
    {
        foreach (var hex in (string[])["ff", "ffffffffffffffffffff", "ffffffffffffff0f61", "056162", "0561626364", "0161ff", "0161"])
        {
            Assert.Throws<MalformedUpdateException>(() => { HocuspocusFrame.Read(Convert.FromHexString(hex)); });
        }
    }

    [Fact]
    public void Long_addresses_and_tokens_are_refused_at_their_limits()
    {
        var longest = Address(new byte[HocuspocusFrame.MaxAddressBytes]);
        Assert.Equal(HocuspocusMessageType.QueryAwareness, HocuspocusFrame.Read((byte[])[.. longest, 3]).Type);
        var longer = Address(new byte[HocuspocusFrame.MaxAddressBytes + 1]);
        Assert.Throws<MalformedUpdateException>(() => { HocuspocusFrame.Read((byte[])[.. longer, 3]); });

        Assert.Equal(HocuspocusFrame.MaxTokenBytes - 3, HocuspocusFrame.ReadToken(TokenOf(HocuspocusFrame.MaxTokenBytes - 3)).Token.Length);
        Assert.Throws<MalformedUpdateException>(() => { HocuspocusFrame.ReadToken(TokenOf(HocuspocusFrame.MaxTokenBytes - 2)); });
    }

    [Theory]
    [InlineData("0201026e6f")]
    [InlineData("0202026e6f")]
    [InlineData("020002ffff")]
    public void What_only_servers_send_and_what_is_not_utf8_is_no_token(string body)
    {
        Assert.Throws<MalformedUpdateException>(() => { HocuspocusFrame.ReadToken(Convert.FromHexString(body)); });
    }

    [Fact]
    public void Any_bytes_are_read_or_refused()
    {
        var random = new Random(5);
        for (var i = 0; i < 100_000; i++)
        {
            var frame = new byte[random.Next(24)];
            random.NextBytes(frame);
            try
            {
                var message = HocuspocusFrame.Read(frame);
                Assert.Equal(frame.Length, message.Address.Length + message.Body.Length);
                if (!message.Address.IsEmpty)
                {
                    HocuspocusFrame.TryReadName(message.Address.Span, out _);
                    HocuspocusFrame.ReadToken(message.Body.Span);
                }
            }
            catch (MalformedUpdateException)
            {
                // As it should be.
            }
        }
    }

    private static byte[] Address(ReadOnlySpan<byte> text)
    {
        var writer = new Lib0Writer();
        writer.WriteVarBytes(text);
        return writer.ToArray();
    }

    private static byte[] TokenOf(int length)
    {
        var writer = new Lib0Writer();
        writer.WriteBytes([2, 0]);
        writer.WriteVarString(new string('t', length));
        return writer.ToArray();
    }
}

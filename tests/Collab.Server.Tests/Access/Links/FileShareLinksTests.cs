using Collab.Core.Storage;
using Collab.Server.Access.Links;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Access.Links;

/// <summary>What every store of share links promises, kept in a file; and what that file survives.</summary>
public sealed class FileShareLinksTests : ShareLinksContract
{
    private readonly string _directory = Directory.CreateTempSubdirectory("collab-links-").FullName;

    private string FilePath => Path.Combine(_directory, FileShareLinks.FileName);

    [Fact]
    public async Task What_was_made_and_revoked_is_so_when_the_file_is_opened_again()
    {
        await Links.AddAsync(Link("x", "a"), Cancellation);
        await Links.AddAsync(Link("y", "a") with { ExpiresAt = DateTimeOffset.UnixEpoch }, Cancellation);
        await Links.RevokeAsync("x", Cancellation);

        using var again = await OpenAgainAsync();

        Assert.Null(await again.FindAsync("x", Cancellation));
        Assert.Equal(await Links.FindAsync("y", Cancellation), await again.FindAsync("y", Cancellation));
    }

    [Fact]
    public async Task A_file_cut_at_any_byte_opens_with_the_whole_lines_before_the_cut()
    {
        await Links.AddAsync(Link("x", "a"), Cancellation);
        await Links.RevokeAsync("x", Cancellation);
        await Links.AddAsync(Link("y", "a"), Cancellation);
        ((IDisposable)Links).Dispose();
        var whole = await File.ReadAllBytesAsync(FilePath, Cancellation);

        for (var length = 0; length < whole.Length; length++)
        {
            await File.WriteAllBytesAsync(FilePath, whole[..length], Cancellation);
            var lines = whole.AsSpan(0, length).Count((byte)'\n');
            using (var cut = await OpenAgainAsync())
            {
                Assert.Equal(lines == 2, await cut.FindAsync("x", Cancellation) is not null);
                await cut.AddAsync(Link("z", "a"), Cancellation);
            }

            using var again = await OpenAgainAsync();
            Assert.NotNull(await again.FindAsync("z", Cancellation));
        }
    }

    [Theory]
    [InlineData("{\"id\":\"x\",\"revo")]
    [InlineData("{\"id\":\"x\",\"document\":\"a\",\"right\":\"everything\",\"created\":\"2026-01-01T00:00:00Z\",\"expires\":null}")]
    [InlineData("")]
    public async Task A_line_that_cannot_be_read_might_have_revoked_a_link_and_is_not_passed_over(string line)
    {
        await Links.AddAsync(Link("x", "a"), Cancellation);
        ((IDisposable)Links).Dispose();
        await File.AppendAllTextAsync(FilePath, line + "\n", Cancellation);

        var failure = await Assert.ThrowsAsync<StoreUnavailableException>(OpenAgainAsync);

        Assert.Contains("line 3", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("something else\n")]
    [InlineData("{\"format\":\"collab-links\",\"version\":2}\n")]
    public async Task A_file_that_is_something_else_is_refused_and_left_as_it_is(string content)
    {
        ((IDisposable)Links).Dispose();
        await File.WriteAllTextAsync(FilePath, content, Cancellation);

        await Assert.ThrowsAsync<StoreUnavailableException>(OpenAgainAsync);

        Assert.Equal(content, await File.ReadAllTextAsync(FilePath, Cancellation));
    }

    [Fact]
    public void Only_the_servers_own_user_can_read_the_links()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(FilePath));
        }
        else
        {
            Assert.Skip("Windows has no such modes.");
        }
    }

    public override ValueTask DisposeAsync()
    {
        ((IDisposable)Links).Dispose();
        Directory.Delete(_directory, recursive: true);
        return ValueTask.CompletedTask;
    }

    private protected override async Task<IShareLinks> OpenEmptyAsync() => await OpenAgainAsync();

    private Task<FileShareLinks> OpenAgainAsync() =>
        FileShareLinks.OpenAsync(_directory, TimeProvider.System, NullLogger<FileShareLinks>.Instance);
}

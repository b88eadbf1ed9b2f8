using System.Text;
using Collab.Tests.Support;

namespace Collab.Interop.Tests;

/// <summary>A document that cannot be read is refused and left as it is; it never becomes an empty one.</summary>
public sealed class DamagedDocumentTests(NodeClients clients)
{
    private const string Damaged = "damaged/document";
    private const string Sound = "sound/document";

    // Bytes before and after the damaged one that are compared.
    private const int Around = 16;

    [Theory]
    [InlineData("log", "01:00:00")]
    [InlineData("ckpt", "00:00:00")]
    public async Task A_damaged_document_is_refused_and_its_bytes_are_kept(string file, string idleTimeout)
    {
        // With what a checkpoint replaces a document would go on.
        await using var server = await ServerProcess.StartNewAsync(
            ("Collab__Sessions__IdleTimeout", idleTimeout), ("Collab__FileStore__KeepReplacedFor", "00:00:00"));
        (string Path, int Offset, byte[] Bytes)? damage = null;
        var scenario = new Scenario(clients, server)
            .Answering("written", () => FindAsync(server.DataDirectory, $"*.{file}"))
            .Answering("damage", async () => damage = Damage(await FindAsync(server.DataDirectory, $"*.{file}")));

        var refused = await scenario.RunAsync<Refused>("damaged", "refused", new { damaged = Damaged, sound = Sound });

        Assert.Equal((4504, 4504), (refused.First.Code, refused.Second.Code));
        Assert.NotEmpty(refused.First.Reason);
        Assert.Empty(refused.First.Before);
        Assert.Empty(refused.Second.Before);
        Assert.Equal($"the text of {Sound} and more", refused.Sound);
        var (path, offset, bytes) = damage!.Value;
        Assert.Equal(bytes, Read(path, offset));
    }

    /// <summary>Waits until a file has the document's text; a session writes its checkpoint some time after its last peer left.</summary>
    private static async Task<(string Path, int Offset)> FindAsync(string directory, string pattern)
    {
        var text = Encoding.UTF8.GetBytes($"the text of {Damaged}");
        using var deadline = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        do
        {
            foreach (var path in Directory.GetFiles(directory, pattern, SearchOption.AllDirectories))
            {
                var offset = File.ReadAllBytes(path).AsSpan().IndexOf(text);
                if (offset >= 0)
                {
                    return (path, offset);
                }
            }
        }
        while (await again.WaitForNextTickAsync(deadline.Token));
        throw new InvalidOperationException("the timer ended");
    }

    /// <summary>Flips a bit in the document's text.</summary>
    /// <returns>The place, with the bytes there.</returns>
    private static (string Path, int Offset, byte[] Bytes) Damage((string Path, int Offset) text)
    {
        var bytes = File.ReadAllBytes(text.Path);
        bytes[text.Offset] ^= 1;
        File.WriteAllBytes(text.Path, bytes);
        return (text.Path, text.Offset, Read(text.Path, text.Offset));
    }

    private static byte[] Read(string path, int offset) => File.ReadAllBytes(path)[(offset - Around)..(offset + Around)];

    private sealed record Refused(Ending First, Ending Second, string Sound);

    /// <param name="Before">What came before the connection was closed.</param>
    private sealed record Ending(string[] Before, int Code, string Reason);
}

using Collab.Core;
using Collab.Core.Documents;
using Collab.Core.Storage;
using Collab.Server.Commands;
using Collab.Server.Configuration;

namespace Collab.Server.Tests.Commands;

/// <summary>What <c>verify</c> says of a data directory, and that it leaves every byte of it as it was.</summary>
public sealed class VerifyFileStoreTests : IDisposable
{
    private readonly DataDirectory _data = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _data.Dispose();

    [Fact]
    public async Task A_store_with_log_and_checkpoints_is_sound()
    {
        await FillAsync();

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Empty(report.Findings);
        Assert.All(report.Documents, document => Assert.Empty(document.Findings));
        Assert.Equal(
            [("board", 3L, 3L), ("page", 3L, 1L), ("text", 3L, 0L)],
            report.Documents.Select(document =>
                (document.Summary.Document.Value, document.Summary.Sequence, document.Summary.LogUpdates)));
    }

    [Fact]
    public async Task A_flipped_byte_in_an_update_is_told_of_its_document_alone()
    {
        await FillAsync();
        DataDirectory.Damage(_data.Segments()[0], "board-1"u8);

        var report = await VerifyAsync();

        Assert.Contains("fail their checksum", report.DamageOf("board"), StringComparison.Ordinal);
        AssertSound(report, "page", "text");
    }

    [Fact]
    public async Task A_flipped_byte_in_an_update_that_a_checkpoint_stands_for_is_told_too()
    {
        await FillAsync();
        DataDirectory.Damage(_data.Segments()[0], "page-1"u8);

        var report = await VerifyAsync();

        Assert.Contains("the checkpoint stands for them", report.DamageOf("page"), StringComparison.Ordinal);
        AssertSound(report, "board", "text");
    }

    [Fact]
    public async Task A_flipped_byte_in_one_of_a_frames_two_directories_is_told_although_nothing_is_lost()
    {
        await FillAsync();
        DataDirectory.Damage(_data.Segments()[0], "board"u8);

        var report = await VerifyAsync();

        Assert.False(report.IsSound);
        Assert.Contains("directories", Assert.Single(report.Findings).What, StringComparison.Ordinal);
        AssertSound(report, "board", "page", "text");
    }

    [Fact]
    public async Task A_checkpoint_that_is_cut_short_is_told()
    {
        await FillAsync();
        var checkpoint = _data.Files("*.ckpt")[0];
        await using (var file = File.OpenWrite(checkpoint))
        {
            file.SetLength(file.Length - 1);
        }

        var report = await VerifyAsync();

        Assert.Contains(
            Path.GetFileName(checkpoint), Assert.Single(report.Findings).What, StringComparison.Ordinal);
        var damaged = Assert.Single(report.Documents, document => document.IsDamaged);
        Assert.Contains("checkpoint cannot be read", damaged.Findings[^1].What, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_segment_is_told_of_the_documents_that_may_lack_updates()
    {
        await FillAsync();
        File.Delete(_data.Segments()[0]);

        var report = await VerifyAsync();

        Assert.Contains("is missing", Assert.Single(report.Findings).What, StringComparison.Ordinal);
        Assert.NotEmpty(report.DamageOf("board"));
        AssertSound(report, "text");
    }

    [Fact]
    public async Task The_loss_of_the_newest_segment_shows_by_what_the_catalogue_knows()
    {
        await FillAsync();
        await _data.WriteAsync(("board", "late"));
        await _data.ListAllAsync();
        foreach (var segment in _data.Segments()[^2..])
        {
            File.Delete(segment);
        }

        var report = await VerifyAsync();

        Assert.Contains("the catalogue knows it at sequence 4", report.DamageOf("board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checkpoint_newer_than_the_end_of_the_log_shows_that_the_log_lost_its_end()
    {
        await FillAsync();
        await _data.CompactAsync("board", 3);
        File.Delete(_data.Segments()[^1]);

        var report = await VerifyAsync();

        Assert.Contains("the newest part of the log is missing", report.DamageOf("board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_malformed_update_in_the_log_is_told_with_its_sequence()
    {
        await FillAsync();
        await using (var store = _data.Open())
        {
            await store.AppendOneAsync("page", [0xff, 0xff]);
        }

        var report = await VerifyAsync();

        Assert.Contains("update 4 is no Yjs update", report.DamageOf("page"), StringComparison.Ordinal);
        AssertSound(report, "board", "text");
    }

    [Fact]
    public async Task A_checkpoint_that_lacks_what_it_stands_for_is_told_while_the_log_still_has_it()
    {
        await FillAsync();
        await using (var store = _data.Open())
        {
            var empty = new Document().EncodeStateAsUpdate();
            Assert.True(await store.CompactAsync(new DocumentName("board"), new Checkpoint(3, empty), Cancellation));
        }

        var report = await VerifyAsync();

        Assert.Contains("lacks what an update before it holds", report.DamageOf("board"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Blocks_that_wait_for_an_update_that_was_never_stored_are_a_warning()
    {
        await FillAsync();
        _data.Edit("board", "lost");
        await _data.WriteAsync(("board", "kept"));
        await _data.ListAllAsync();

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        var finding = Assert.Single(report.Find("board").Findings);
        Assert.Equal(FindingSeverity.Warning, finding.Severity);
    }

    [Fact]
    public async Task The_torn_end_of_a_log_is_no_damage_and_stays()
    {
        await FillAsync();
        await using (var segment = File.Open(_data.Segments()[^1], FileMode.Append))
        {
            segment.Write("CFRM and a bit"u8);
        }

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        Assert.Equal(FindingSeverity.Note, Assert.Single(report.Findings).Severity);
    }

    [Fact]
    public async Task A_flipped_byte_in_the_last_frame_is_told_from_a_torn_one_by_what_the_catalogue_knows()
    {
        await FillAsync();
        DataDirectory.Damage(_data.Segments()[^1], "board-3"u8);

        var report = await VerifyAsync();

        Assert.Contains(report.Find("board").Findings, finding =>
            finding.Severity == FindingSeverity.Warning && finding.What.Contains("last frame", StringComparison.Ordinal));
        Assert.Contains("the catalogue knows it at sequence 3", report.DamageOf("board"), StringComparison.Ordinal);
        AssertSound(report, "page", "text");
    }

    [Fact]
    public async Task What_only_the_catalogue_or_only_the_store_knows_is_a_note()
    {
        await FillAsync();
        await _data.RecordAsync("planned", 0);
        await _data.WriteAsync(("unlisted", "x"));

        var report = await VerifyAsync();

        Assert.True(report.IsSound);
        foreach (var name in new[] { "planned", "unlisted" })
        {
            Assert.Equal(FindingSeverity.Note, Assert.Single(report.Find(name).Findings).Severity);
        }
    }

    [Fact]
    public async Task A_document_that_the_catalogue_knows_to_be_saved_and_that_is_gone_is_damage()
    {
        await FillAsync();
        await _data.RecordAsync("gone", 7);

        Assert.Contains("the store has nothing of it", (await VerifyAsync()).DamageOf("gone"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_catalogue_with_unreadable_lines_is_damage()
    {
        await FillAsync();
        await File.AppendAllTextAsync(Path.Combine(_data.Path, "catalog.jsonl"), "{\n", Cancellation);

        var report = await VerifyAsync();

        Assert.Equal(FindingSeverity.Damage, Assert.Single(report.Findings).Severity);
        AssertSound(report, "board", "page", "text");
    }

    [Fact]
    public async Task A_store_of_which_neither_id_nor_log_can_be_told_is_damage()
    {
        await FillAsync();
        foreach (var file in _data.Segments().Append(Path.Combine(_data.Path, "documents", "store")))
        {
            await File.WriteAllBytesAsync(file, new byte[100], Cancellation);
        }

        Assert.False((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task A_store_that_is_open_elsewhere_cannot_be_verified()
    {
        await FillAsync();
        await using var store = _data.Open();

        var failure = await Assert.ThrowsAsync<InvalidSettingException>(
            () => VerifyCommand.VerifyAsync([_data.Setting], Cancellation));

        Assert.Contains($"in use by process {Environment.ProcessId}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_copy_without_the_lock_file_can_be_verified_and_gets_none()
    {
        await FillAsync();
        foreach (var file in _data.Files("lock*"))
        {
            File.Delete(file);
        }

        Assert.True((await VerifyAsync()).IsSound);
    }

    [Fact]
    public async Task In_a_directory_without_a_store_nothing_is_made()
    {
        await Assert.ThrowsAsync<InvalidSettingException>(() => VerifyCommand.VerifyAsync([_data.Setting], Cancellation));

        Assert.Empty(_data.Fingerprint());
    }

    [Fact]
    public async Task Memory_cannot_be_verified() => await Assert.ThrowsAsync<InvalidSettingException>(
        () => VerifyCommand.VerifyAsync(["--Collab:Storage=Memory"], Cancellation));

    private static void AssertSound(VerifyReport report, params string[] documents) =>
        Assert.All(documents, document => Assert.Empty(report.DamageOf(document)));

    /// <summary>Three updates each of board, page and text over several segments; a checkpoint of page after the second
    /// update and one of text after all; all of them in the catalogue.</summary>
    private async Task FillAsync()
    {
        await _data.WriteAsync(("board", "board-1"), ("page", "page-1"), ("text", "text-1"), ("page", "page-2"));
        await _data.CompactAsync("page", 2);
        await _data.WriteAsync(("board", "board-2"), ("text", "text-2"));
        await _data.WriteAsync(("text", "text-3"), ("page", "page-3"), ("board", "board-3"));
        await _data.CompactAsync("text", 3);
        await _data.ListAllAsync();
    }

    private async Task<VerifyReport> VerifyAsync()
    {
        var before = _data.Fingerprint();

        var report = await VerifyCommand.VerifyAsync([_data.Setting], Cancellation);

        Assert.Equal(before, _data.Fingerprint());
        return report;
    }
}

using System.Text;
using System.Text.Json;
using Collab.Core;
using Collab.Core.Documents;
using Collab.Server.Catalog;
using Collab.Server.Commands;
using Collab.Server.Configuration;
using Collab.Server.Tests.Postgres;
using Microsoft.Extensions.Logging.Abstractions;

namespace Collab.Server.Tests.Commands;

/// <summary>Documents on their way out of one storage and into another.</summary>
public sealed class ExportImportTests(PostgresDatabase database) : IClassFixture<PostgresDatabase>, IDisposable
{
    private readonly DataDirectory _source = new();
    private readonly DataDirectory _target = new();
    private readonly DataDirectory _exports = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Export => Path.Combine(_exports.Path, "first");

    private string SecondExport => Path.Combine(_exports.Path, "second");

    private string Manifest => Path.Combine(Export, ExportManifest.FileName);

    public void Dispose()
    {
        _source.Dispose();
        _target.Dispose();
        _exports.Dispose();
    }

    [Fact]
    public async Task What_was_imported_exports_as_the_same_files()
    {
        await FillAsync();
        var before = _source.Fingerprint();

        var exported = await Transfer.ExportAsync([_source.Setting], Export);
        var imported = await Transfer.ImportAsync([_target.Setting], Export);
        await Transfer.ExportAsync([_target.Setting], SecondExport);

        Assert.Equal((0, 0), (exported.ExitCode, imported.ExitCode));
        Assert.Equal(before, _source.Fingerprint());
        Assert.Equal(5, Directory.GetFiles(Export).Length);
        AssertSameExports();
        Assert.True((await VerifyCommand.VerifyAsync([_target.Setting], Cancellation)).IsSound);
    }

    [Fact]
    public async Task Documents_go_from_files_to_PostgreSQL_and_back()
    {
        await using (await database.OpenEmptyStoreAsync())
        {
            await FillAsync();
        }

        string[] postgres =
            ["--Collab:Storage=Postgres", $"--Collab:Postgres:ConnectionString={database.ConnectionString}"];
        await Transfer.ExportAsync([_source.Setting], Export);

        var there = await Transfer.ImportAsync(postgres, Export);
        var out2 = await Transfer.ExportAsync(postgres, SecondExport);
        var back = await Transfer.ImportAsync([_target.Setting], SecondExport);

        Assert.Equal((0, 0, 0), (there.ExitCode, out2.ExitCode, back.ExitCode));
        AssertSameExports();
        Assert.True((await VerifyCommand.VerifyAsync(postgres, Cancellation)).IsSound);
        Assert.Equal("one, two", await ReadTextAsync("../a/b ✓"));
    }

    [Fact]
    public async Task A_file_of_an_export_is_an_update_of_the_whole_document()
    {
        await FillAsync();

        await Transfer.ExportAsync([_source.Setting], Export, force: false, "../a/b ✓");

        var exported = Assert.Single(ReadManifest().Documents);
        var document = new Document();
        document.ApplyUpdate(await File.ReadAllBytesAsync(Path.Combine(Export, exported.File!), Cancellation));
        Assert.Equal("one, two", document.GetText("t").ToString());
        Assert.Equal("../a/b ✓", exported.Name);
    }

    [Fact]
    public async Task What_the_catalogue_knows_is_restored()
    {
        var at = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        using (var catalog = await FileCatalog.OpenAsync(_source.Path, NullLogger<FileCatalog>.Instance))
        {
            var name = new DocumentName("page");
            await catalog.RecordAsync([new DocumentRecord(name, 0, DocumentKind.Page, "old", at)], Cancellation);
            await catalog.RecordAsync(
                [new DocumentRecord(name, 1, DocumentKind.Page, "Plan ✓", at.AddDays(1))], Cancellation);
            await catalog.ChangeAsync(
                name, new EntryChange { Folder = "Work", IsStarred = true, IsTrashed = true, At = at.AddDays(2) }, Cancellation);
        }

        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        await Transfer.ImportAsync([_target.Setting], Export);

        using var restored = await FileCatalog.OpenAsync(_target.Path, NullLogger<FileCatalog>.Instance);
        Assert.Equal(
            new DocumentEntry(new DocumentName("page"), 1, DocumentKind.Page, "Plan ✓", at, at.AddDays(1))
            {
                Folder = "Work",
                IsStarred = true,
                TrashedAt = at.AddDays(2),
            },
            await restored.FindAsync(new DocumentName("page"), Cancellation));
    }

    [Fact]
    public async Task A_document_that_was_deleted_comes_back_with_an_import()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        using (var catalog = await FileCatalog.OpenAsync(_target.Path, NullLogger<FileCatalog>.Instance))
        {
            var name = new DocumentName("page");
            await catalog.RecordAsync([new DocumentRecord(name, 1, DocumentKind.Page, "", DateTimeOffset.UnixEpoch)], Cancellation);
            await catalog.ChangeAsync(name, new EntryChange { IsTrashed = true }, Cancellation);
            await catalog.DeleteAsync(name, DateTimeOffset.UnixEpoch, Cancellation);
        }

        var imported = await Transfer.ImportAsync([_target.Setting], Export);

        using var restored = await FileCatalog.OpenAsync(_target.Path, NullLogger<FileCatalog>.Instance);
        Assert.Equal(0, imported.ExitCode);
        Assert.NotNull(await restored.FindAsync(new DocumentName("page"), Cancellation));
        Assert.Empty(await restored.ListDeletedAsync(Cancellation));
    }

    [Fact]
    public async Task A_damaged_document_is_left_out_and_told()
    {
        await FillAsync();
        DataDirectory.Damage(_source.Segments()[0], "one"u8);

        var exported = await Transfer.ExportAsync([_source.Setting], Export);

        Assert.Equal(1, exported.ExitCode);
        Assert.Contains("../a/b ✓: FAILED", exported.Errors, StringComparison.Ordinal);
        Assert.Equal(["page", "pending", "planned", "text"], ReadManifest().Documents.Select(document => document.Name));
    }

    [Fact]
    public async Task An_export_is_not_written_over_unless_forced()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);

        await Assert.ThrowsAsync<InvalidSettingException>(() => Transfer.ExportAsync([_source.Setting], Export));
        var forced = await Transfer.ExportAsync([_source.Setting], Export, force: true, "page");

        Assert.Equal(0, forced.ExitCode);
        Assert.Equal("page", Assert.Single(ReadManifest().Documents).Name);
        Assert.Single(Directory.GetFiles(Export, "*.yjs"));
    }

    [Fact]
    public async Task A_document_that_is_not_there_fails_the_export_of_it()
    {
        await FillAsync();

        var exported = await Transfer.ExportAsync([_source.Setting], Export, force: false, "page", "none");

        Assert.Equal(1, exported.ExitCode);
        Assert.Contains("none: FAILED", exported.Errors, StringComparison.Ordinal);
        Assert.Equal("page", Assert.Single(ReadManifest().Documents).Name);
    }

    [Fact]
    public async Task A_document_that_exists_is_not_touched_and_then_none_is_imported()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        await _target.WriteAsync(("page", "mine"));

        var imported = await Transfer.ImportAsync([_target.Setting], Export);

        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("page: FAILED: it exists already", imported.Errors, StringComparison.Ordinal);
        Assert.Equal(["page"], await ListAsync());
        Assert.Equal("mine", await ReadTextAsync("page"));
    }

    [Fact]
    public async Task Merging_keeps_both_sides_and_a_second_time_adds_nothing()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        await using (var store = _target.Open())
        {
            var other = new Document(new DocumentOptions { ClientId = new ClientId(2) });
            other.GetText("t").Insert(0, "mine");
            await store.AppendOneAsync("text", other.EncodeStateAsUpdate());
        }

        var first = await Transfer.ImportAsync([_target.Setting], Export, merge: true);
        var text = await ReadTextAsync("text");
        var second = await Transfer.ImportAsync([_target.Setting], Export, merge: true);

        Assert.Equal((0, 0), (first.ExitCode, second.ExitCode));
        Assert.Contains("text: merged", first.Output, StringComparison.Ordinal);
        Assert.Contains("mine", text, StringComparison.Ordinal);
        Assert.Contains("text-1", text, StringComparison.Ordinal);
        Assert.Contains("text: there already", second.Output, StringComparison.Ordinal);
        await using var again = _target.Open();
        Assert.Equal(2, (await again.LoadAsync(new DocumentName("text"), Cancellation))!.Sequence);
    }

    [Fact]
    public async Task Only_the_documents_that_are_named_are_imported()
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);

        var some = await Transfer.ImportAsync([_target.Setting], Export, merge: false, "page");
        var none = await Transfer.ImportAsync([_target.Setting], Export, merge: false, "none");

        Assert.Equal((0, 1), (some.ExitCode, none.ExitCode));
        Assert.Equal(["page"], await ListAsync());
    }

    [Theory]
    [InlineData("cut short")]
    [InlineData("changed")]
    [InlineData("missing")]
    [InlineData("no update")]
    [InlineData("elsewhere")]
    public async Task A_file_that_is_not_what_was_exported_stops_the_import_before_it_began(string damage)
    {
        await FillAsync();
        await Transfer.ExportAsync([_source.Setting], Export);
        Damage(damage);

        var imported = await Transfer.ImportAsync([_target.Setting], Export);

        Assert.Equal(1, imported.ExitCode);
        Assert.Contains("page: FAILED", imported.Errors, StringComparison.Ordinal);
        Assert.Empty(await ListAsync());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("{")]
    [InlineData("{\"format\":\"other\",\"version\":1,\"documents\":[]}")]
    [InlineData("{\"format\":\"collab-export\",\"version\":2,\"documents\":[]}")]
    public async Task Without_a_manifest_that_can_be_read_nothing_is_opened(string? manifest)
    {
        Directory.CreateDirectory(Export);
        if (manifest is not null)
        {
            await File.WriteAllTextAsync(Manifest, manifest, Cancellation);
        }

        await Assert.ThrowsAsync<InvalidSettingException>(() => Transfer.ImportAsync([_target.Setting], Export));

        Assert.Empty(_target.Fingerprint());
    }

    [Fact]
    public async Task Export_and_import_run_as_commands_of_the_executable()
    {
        await FillAsync();

        var exported = await ServerProcess.RunCommandAsync(
            "export", "--to", Export, "--document", "page", "text", _source.Setting);
        var imported = await ServerProcess.RunCommandAsync("import", "--from", Export, _target.Setting);
        var refused = await ServerProcess.RunCommandAsync("import", "--from", Export, _target.Setting);
        var inMemory = await ServerProcess.RunCommandAsync("import", "--from", Export, "--Collab:Storage=Memory");

        Assert.Equal((0, "", 0, ""), (exported.ExitCode, exported.Error, imported.ExitCode, imported.Error));
        Assert.Contains("2 documents imported, 0 failed.", imported.Output, StringComparison.Ordinal);
        Assert.Equal((1, 2), (refused.ExitCode, inMemory.ExitCode));
        Assert.Equal(["page", "text"], await ListAsync());
        await using var server = await ServerProcess.StartAsync($"Collab:DataDirectory={_target.Path}");
        using var client = new HttpClient { BaseAddress = server.Address };
        Assert.Equal(2, JsonDocument.Parse(await client.GetStringAsync("/api/documents", Cancellation))
            .RootElement.GetProperty("documents").GetArrayLength());
    }

    /// <summary>Four documents: one whose name is no file's, one of a checkpoint, one that is only log, one with pending
    /// blocks; and a fifth that is only listed.</summary>
    private async Task FillAsync()
    {
        await _source.WriteAsync(("../a/b ✓", "one"), ("page", "page-1"), ("../a/b ✓", ", two"), ("text", "text-1"));
        await _source.CompactAsync("page", 1);
        _source.Edit("pending", "lost");
        await _source.WriteAsync(("pending", "kept"));
        await _source.ListAllAsync();
        await _source.RecordAsync("planned", 0);
    }

    private void Damage(string damage)
    {
        var manifest = ReadManifest();
        var page = manifest.Documents.Single(document => document.Name == "page");
        var file = Path.Combine(Export, page.File!);
        switch (damage)
        {
            case "cut short":
                File.WriteAllBytes(file, File.ReadAllBytes(file)[..^1]);
                break;
            case "changed":
                DataDirectory.Damage(file, "page-1"u8);
                break;
            case "missing":
                File.Delete(file);
                break;
            case "no update":
                var nonsense = Encoding.UTF8.GetBytes("nonsense");
                var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(nonsense));
                File.WriteAllBytes(file, nonsense);
                File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace(page.Sha256!, hash, StringComparison.Ordinal));
                break;
            default:
                File.Move(file, Path.Combine(_exports.Path, page.File!));
                File.WriteAllText(Manifest, File.ReadAllText(Manifest).Replace(
                    page.File!, $"../{page.File}", StringComparison.Ordinal));
                break;
        }
    }

    private ExportManifest ReadManifest() => new ExportDirectory(Export).ReadManifest();

    private void AssertSameExports()
    {
        var first = Directory.GetFiles(Export).Order(StringComparer.Ordinal).ToList();
        var second = Directory.GetFiles(SecondExport).Order(StringComparer.Ordinal).ToList();
        Assert.Equal(first.ConvertAll(Path.GetFileName), second.ConvertAll(Path.GetFileName));
        Assert.All(first.Zip(second), pair => Assert.Equal(File.ReadAllBytes(pair.First), File.ReadAllBytes(pair.Second)));
    }

    private async Task<List<string>> ListAsync()
    {
        await using var store = _target.Open();
        return await store.ListAsync(Cancellation).Select(summary => summary.Document.Value).ToListAsync(Cancellation);
    }

    private async Task<string> ReadTextAsync(string document)
    {
        await using var store = _target.Open();
        var stored = await store.LoadAsync(new DocumentName(document), Cancellation);
        var read = new Document();
        foreach (var update in stored!.Updates)
        {
            read.ApplyUpdate(update.Span);
        }

        return read.GetText("t").ToString();
    }
}

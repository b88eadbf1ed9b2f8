using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace Collab.Server.Tests.Web;

public sealed partial class WebAppTests : IAsyncLifetime
{
    private RunningServer? _server;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RunningServer Server => _server!;

    private bool HasWebApp => Server.App.Environment.WebRootFileProvider.GetFileInfo("index.html").Exists;

    public async ValueTask InitializeAsync() => _server = await RunningServer.StartAsync();

    public ValueTask DisposeAsync() => Server.DisposeAsync();

    [Theory]
    [InlineData("/")]
    [InlineData("/board/abc")]
    [InlineData("/page/team/plan")]
    [InlineData("/text/a.b")]
    public async Task Every_address_of_the_app_is_its_page_asked_for_anew_each_time(string path)
    {
        SkipWithoutWebApp();
        using var response = await Server.Client.GetAsync(path, Cancellation);

        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl is { NoCache: true });
        Assert.Contains("<div id=\"root\">", await response.Content.ReadAsStringAsync(Cancellation), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("identity")]
    public async Task Every_file_that_the_page_names_has_a_body_and_may_be_kept(string encoding)
    {
        SkipWithoutWebApp();
        var page = await Server.Client.GetStringAsync("/", Cancellation);
        var named = NamedFile().Matches(page).Select(match => match.Groups[1].Value).ToList();

        Assert.Contains(named, name => name.EndsWith(".js", StringComparison.Ordinal));
        Assert.Contains(named, name => name.EndsWith(".css", StringComparison.Ordinal));
        foreach (var name in named)
        {
            using var response = await GetAsync(name, encoding);

            Assert.Equal((HttpStatusCode.OK, name), (response.StatusCode, name));
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancellation));
            if (name.StartsWith("/assets/", StringComparison.Ordinal))
            {
                Assert.Equal("public, max-age=31536000, immutable", response.Headers.CacheControl?.ToString());
            }
        }
    }

    [Fact]
    public async Task Every_script_and_style_of_the_bundle_has_a_body()
    {
        SkipWithoutWebApp();
        var files = Server.App.Services.GetRequiredService<IWebHostEnvironment>().WebRootFileProvider
            .GetDirectoryContents("assets").Where(file => !file.IsDirectory)
            .Where(file => file.Name.EndsWith(".js", StringComparison.Ordinal)
                || file.Name.EndsWith(".css", StringComparison.Ordinal))
            .ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var response = await GetAsync($"/assets/{file.Name}", "gzip");
            Assert.Equal((HttpStatusCode.OK, file.Name), (response.StatusCode, file.Name));
            Assert.NotEmpty(await response.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task The_service_worker_is_asked_for_anew_each_time_and_names_only_files_that_are_there()
    {
        SkipWithoutWebApp();
        using var response = await Server.Client.GetAsync("/sw.js", Cancellation);
        var worker = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal("text/javascript", response.Content.Headers.ContentType?.MediaType);
        Assert.True(response.Headers.CacheControl is { NoCache: true, MaxAge: null });
        var files = QuotedPath().Matches(worker).Select(match => match.Groups[1].Value).ToList();
        Assert.Contains(files, file => file.StartsWith("/assets/BoardEditor-", StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith("/assets/PageEditor-", StringComparison.Ordinal));
        Assert.Contains(files, file => file.StartsWith("/assets/TextEditor-", StringComparison.Ordinal));
        Assert.DoesNotContain(files, file => file.Contains("Xiaolai", StringComparison.Ordinal));
        foreach (var file in files)
        {
            using var answer = await GetAsync(file, "gzip");
            Assert.Equal((HttpStatusCode.OK, file), (answer.StatusCode, file));
            Assert.NotEmpty(await answer.Content.ReadAsByteArrayAsync(Cancellation));
        }
    }

    [Fact]
    public async Task A_file_that_has_not_changed_is_not_sent_again()
    {
        SkipWithoutWebApp();
        var page = await Server.Client.GetStringAsync("/", Cancellation);
        var script = NamedFile().Matches(page).Select(match => match.Groups[1].Value)
            .First(name => name.EndsWith(".js", StringComparison.Ordinal));
        using var first = await GetAsync(script, "identity");
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.IfNoneMatch.Add(first.Headers.ETag!);

        using var second = await Server.Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Theory]
    [InlineData("/assets/nope.js")]
    [InlineData("/excalidraw/nope.woff2")]
    [InlineData("/api/nope")]
    [InlineData("/health/nope")]
    public async Task What_is_missing_elsewhere_is_not_answered_with_the_page(string path)
    {
        using var response = await Server.Client.GetAsync(path, Cancellation);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.NotEqual("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.False(response.Headers.CacheControl is { MaxAge: not null });
    }

    [Fact]
    public async Task A_server_built_without_the_app_says_so()
    {
        Assert.SkipWhen(HasWebApp, "built with the web app");

        Assert.Contains("without its web app", await Server.Client.GetStringAsync("/", Cancellation), StringComparison.Ordinal);
    }

    private void SkipWithoutWebApp() => Assert.SkipUnless(HasWebApp, "built without the web app (SkipWeb)");

    private async Task<HttpResponseMessage> GetAsync(string path, string encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.AcceptEncoding.Add(new StringWithQualityHeaderValue(encoding));
        return await Server.Client.SendAsync(request, Cancellation);
    }

    [GeneratedRegex("(?:src|href)=\"(/[^\"]+)\"")]
    private static partial Regex NamedFile();

    // The list is JSON inside a string.
    [GeneratedRegex("""\\"(/[^"\\]+)\\""")]
    private static partial Regex QuotedPath();
}

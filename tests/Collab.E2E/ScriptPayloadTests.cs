using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>A hundred scripts in each place of a document where a stranger may write, put there by raw Yjs updates and not through the app
/// (S18): none runs in anybody's browser.</summary>
/// <remarks>Dialogs, errors, what the content security policy refused (the browser reports it as an error) and requests to other origins fail every
/// test here, as they do everywhere.</remarks>
public sealed class ScriptPayloadTests(Chromium chromium) : BrowserTest(chromium)
{
    /// <summary>Of addresses that a page may lead to, or show a picture from.</summary>
    private static readonly string[] HarmlessSchemes = ["http:", "https:", "mailto:", "data:", "blob:"];

    /// <summary>In the comments of a document of any kind, and in its title.</summary>
    private const string WriteEverywhere = """
        const { doc } = window.collab;
        const YMap = doc.getMap('meta').constructor;
        const YArray = doc.getArray('unused').constructor;
        const set = (map, properties) => Object.entries(properties).forEach(([key, value]) => map.set(key, value));
        doc.transact(() => {
          doc.getMap('meta').set('title', payloads.join(' '));
          payloads.forEach((text, i) => {
            const thread = new YMap();
            doc.getMap('comments').set(`thread-${i}`, thread);
            set(thread, { anchor: { quote: text, start: text, end: text, x: i * 10, y: i * 10, elementId: text }, isResolved: i % 7 === 0, createdAt: i });
            const messages = new YArray();
            thread.set('messages', messages);
            const message = new YMap();
            messages.push([message]);
            set(message, { id: text, authorId: text, authorName: text, text, createdAt: i });
          });
        });
        """;

    [Fact]
    public void There_are_a_hundred() => Assert.Equal(100, ScriptPayloads.All.Distinct().Count());

    [Fact]
    public async Task None_runs_in_a_page()
    {
        var mallory = await (await ComeAsync("Mallory")).NewDocumentAsync();
        await mallory.TypeAsync("first");
        var name = await mallory.NameAsync();
        await WriteAsync(mallory, """
            const fragment = doc.getXmlFragment('content');
            const first = fragment.get(0);
            const Element = first.constructor;
            const Text = first.get(0).constructor;
            const element = (tag, attributes, text) => {
              const made = new Element(tag);
              fragment.push([made]);
              Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
              if (text !== undefined) {
                const inner = new Text();
                made.insert(0, [inner]);
                inner.insert(0, text);
                return inner;
              }
            };
            doc.transact(() => payloads.forEach((text, i) => {
              element('paragraph', { style: text, onclick: text, textAlign: text, class: text }, text);
              element('paragraph', {}, 'link').format(0, 4, { link: { href: text, target: text, rel: text, class: text } });
              element('image', { src: text, alt: text, title: text, width: text });
              element('codeBlock', { language: text }, text);
              element('heading', { level: text, id: text }, text);
              element('callout', { type: text, icon: text });
              element('mention', { id: text, label: text });
              element(i % 2 ? 'script' : 'iframe', { src: text, srcdoc: text }, text);
            }));
            """);

        var ben = await (await ComeAsync("Ben")).OpenDocumentAsync(name);
        await ben.WaitForTextAsync("first");
        await ben.Page.WaitForFunctionAsync("() => window.collab.doc.getXmlFragment('content').length > 700");
        await TouchLinksAsync(ben);
        await NameAsync(mallory, ben);
        await ben.TypeAsync("Ben goes on ");
        await AssertUntouchedAsync(ben);
    }

    [Fact]
    public async Task None_runs_on_a_board()
    {
        var mallory = await (await ComeAsync("Mallory")).NewBoardAsync();
        var name = await mallory.NameAsync();
        var template = await mallory.WriteAsync((400, 300), "first");
        await WriteAsync(mallory, """
            const elements = doc.getMap('elements');
            const files = doc.getMap('files');
            const base = [...elements.values()][0].toJSON();
            const write = (id, properties) => {
              const map = new YMap();
              elements.set(id, map);
              set(map, { ...base, id, ...properties });
            };
            doc.transact(() => payloads.forEach((text, i) => {
              const geometry = { ...base.geometry, x: (i % 10) * 60, y: Math.floor(i / 10) * 40 };
              write(`text-${i}`, { geometry, link: text, customData: { text }, wording: { ...base.wording, text, originalText: text } });
              write(`shape-${i}`, { geometry, type: 'rectangle', link: text, strokeColor: text, backgroundColor: text, groupIds: [text] });
              write(`frame-${i}`, { geometry, type: 'frame', name: text, link: text });
              files.set(`file-${i}`, { id: `file-${i}`, mimeType: i % 2 ? 'image/svg+xml' : text, dataURL: text, hash: text, created: i });
              write(`image-${i}`, { geometry, type: 'image', fileId: `file-${i}`, status: 'saved', scale: [1, 1] });
            }));
            """);

        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(name);
        await ben.Page.WaitForFunctionAsync("() => window.collab.doc.getMap('elements').size > 300");
        await ben.Page.WaitForFunctionAsync("() => window.collab.excalidraw.getSceneElements().some(({ id }) => id === 'text-99')");
        var (x, y) = await ben.OnScreenAsync(template);
        await ben.Page.Mouse.ClickAsync(x, y);
        await NameAsync(mallory, ben);
        await AssertUntouchedAsync(ben);
    }

    [Fact]
    public async Task None_runs_in_a_text()
    {
        var mallory = await (await ComeAsync("Mallory")).NewTextAsync();
        await mallory.TypeAsync("first");
        var name = await mallory.NameAsync();
        await WriteAsync(mallory, "doc.getText('content').insert(5, '\\n' + payloads.join('\\n\\n'));");

        var ben = await (await ComeAsync("Ben")).OpenTextAsync(name);
        await ben.WaitForTextAsync("first");
        await TouchLinksAsync(ben);
        await NameAsync(mallory, ben);
        await ben.TypeAsync("Ben goes on ");
        await AssertUntouchedAsync(ben);
    }

    [Fact]
    public async Task None_runs_in_the_list_of_documents()
    {
        await StartOwnServerAsync();
        var mallory = await (await ComeAsync("Mallory")).NewTextAsync();

        // A document for each, made by an update as any Yjs client would send it.
        await mallory.Page.EvaluateAsync("""
            async payloads => {
              const Doc = window.collab.doc.constructor;
              await Promise.all(payloads.map(async (title, i) => {
                const doc = new Doc();
                let update = null;
                doc.on('update', made => { update = made; });
                doc.transact(() => {
                  doc.getMap('meta').set('kind', ['text', 'page', 'board'][i % 3]);
                  doc.getMap('meta').set('title', title);
                });
                await fetch(`/sync/payload-${i}`, { method: 'POST', headers: { 'Content-Type': 'application/octet-stream' }, body: update });
              }));
            }
            """, ScriptPayloads.All);
        var ben = await (await ComeAsync("Ben")).GoHomeAsync();
        await Expect(ben.Row("payload-99")).ToBeVisibleAsync(new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });
        await ben.Row("payload-0").HoverAsync();

        await AssertUntouchedAsync(ben.Page);
    }

    /// <param name="script">Has <c>payloads</c>, <c>doc</c>, and how to make maps.</param>
    private static async Task WriteAsync(EditorPage page, string script) =>
        await page.Page.EvaluateAsync($"payloads => {{ {WriteEverywhere} {script} }}", ScriptPayloads.All);

    /// <summary>Has one client go by every name, and be there with it in all that editors draw of it.</summary>
    private static async Task NameAsync(EditorPage mallory, EditorPage ben)
    {
        await mallory.Page.EvaluateAsync("""
            async payloads => {
              const { awareness } = window.collab.provider;
              for (const text of payloads) {
                awareness.setLocalState({
                  ...awareness.getLocalState(),
                  user: { id: text, name: text, color: text, colorLight: text },
                  board: { pointer: { x: 10, y: 10, tool: text }, button: text, selection: [text], viewport: text, avatar: text },
                });
                await new Promise(resolve => setTimeout(resolve, 15));
              }
            }
            """, ScriptPayloads.All);
        await Expect(ben.Peers).ToHaveCountAsync(1);
    }

    /// <summary>Sees that every link on the page leads to a place, and goes over some with the mouse.</summary>
    private static async Task TouchLinksAsync(EditorPage page)
    {
        var schemes = await page.Page.EvaluateAsync<string[]>("""
            () => [...new Set([...document.querySelectorAll('a[href], area[href], [src], form[action]')]
              .map(one => new URL(one.href ?? one.src ?? one.action, location.href).protocol))]
            """);
        Assert.All(schemes, scheme => Assert.Contains(scheme, HarmlessSchemes));
        Assert.Equal(0, await page.Page.Locator("a[href^='data:' i], iframe:not([src='about:blank']), object, embed, [srcdoc]").CountAsync());
    }

    private static Task AssertUntouchedAsync(EditorPage page) => AssertUntouchedAsync(page.Page);

    private static async Task AssertUntouchedAsync(Microsoft.Playwright.IPage page)
    {
        Assert.Single(page.Context.Pages);
        foreach (var frame in page.Frames)
        {
            Assert.False(await frame.EvaluateAsync<bool>("() => 'hacked' in window"));
        }

        Assert.Equal(0, await page.EvaluateAsync<int>("""
            () => [...document.querySelectorAll('*')].filter(one => one.getAttributeNames().some(name => name.startsWith('on'))).length
            """));
    }
}

using Collab.E2E.Editors;
using Collab.E2E.Support;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E;

/// <summary>Whoever may edit a document may write anything into it with a client of their own. That runs nothing in the
/// others' browsers, asks no other site for anything, and takes nobody's document away.</summary>
/// <remarks>Dialogs, errors and requests to other origins fail every test here, as they do everywhere.</remarks>
public sealed class HostilePeerTests(Chromium chromium) : BrowserTest(chromium)
{
    // To be found in every page and frame in which a script of the document ran.
    private const string Ran = "window.top.hacked = window.hacked = true; alert(1)";

    private const string WriteAwareness = $$"""
        () => {
          const style = 'red; background: url(https://elsewhere.example/color)';
          window.collab.provider.awareness.setLocalState({
            user: { id: 7, name: '<img src="x" onerror="{{Ran}}">', color: style, colorLight: style },
            board: { pointer: { x: 'left', y: null }, button: [], selection: [{}, 7] },
            cursor: { anchor: 'nowhere', head: { type: 9, tname: {}, item: 'x', assoc: 'y' } },
          });
        }
        """;

    [Fact]
    public async Task What_is_written_into_a_board_runs_no_script_and_loads_nothing()
    {
        var mallory = await (await ComeAsync("Mallory")).NewBoardAsync();
        var name = await mallory.NameAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(name);
        var template = await mallory.DrawRectangleAsync((400, 300), (600, 400));
        await ben.WaitForElementsAsync(template);

        await mallory.Page.EvaluateAsync($$"""
            template => {
              const { doc } = window.collab;
              const elements = doc.getMap('elements');
              const files = doc.getMap('files');
              const base = elements.get(template).toJSON();
              const script = {{Quoted(Ran)}};
              const html = `<script>${script}</` + `script><img src="https://elsewhere.example/i" onerror="${script}">`;
              const svg = 'data:image/svg+xml;base64,' + btoa(`<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">
                <script>${script}</` + `script><image href="https://elsewhere.example/image"/></svg>`);
              const write = (id, properties) => {
                const map = new elements.constructor();
                elements.set(id, map);
                Object.entries({ ...base, ...properties }).forEach(([key, value]) => map.set(key, value));
              };
              doc.transact(() => {
                elements.get(template).set('link', `javascript:${script}`);
                write('data-link', { link: 'data:text/html,' + html });
                write('embedded', { type: 'embeddable', link: 'https://elsewhere.example/embedded' });
                write('embedded-script', { type: 'embeddable', link: `javascript:${script}` });
                write('frame', { type: 'iframe', customData: { generationData: { status: 'done', html } } });
                files.set('far', { id: 'far', mimeType: 'image/png', dataURL: 'https://elsewhere.example/image', created: 1 });
                write('far-image', { type: 'image', fileId: 'far', status: 'saved', scale: [1, 1] });
                files.set('svg', { id: 'svg', mimeType: 'image/svg+xml', dataURL: svg, created: 1 });
                write('svg-image', { type: 'image', fileId: 'svg', status: 'saved', scale: [1, 1] });
              });
            }
            """, template);
        await mallory.Page.EvaluateAsync(WriteAwareness);

        await ben.Page.WaitForFunctionAsync("() => window.collab.doc.getMap('elements').size === 7");
        await ben.DragAsync(template, 0, 150);
        var (x, y) = await ben.OnScreenAsync(template);
        await ben.Page.Mouse.ClickAsync(x, y);
        await ben.Page.Mouse.ClickAsync(x + 100, y - 57);
        await AssertUntouchedAsync(ben);
        var cleo = await (await ComeAsync("Cleo")).OpenBoardAsync(name);
        var drawn = await ben.DrawEllipseAsync((700, 500), (800, 600));
        await cleo.Page.WaitForFunctionAsync("id => window.collab.excalidraw.getSceneElements().some(one => one.id === id)", drawn);
        await AssertUntouchedAsync(cleo);
    }

    [Fact]
    public async Task A_board_with_nonsense_in_it_still_shows_the_rest_and_can_be_drawn_on()
    {
        var mallory = await (await ComeAsync("Mallory")).NewBoardAsync();
        var name = await mallory.NameAsync();
        var ben = await (await ComeAsync("Ben")).OpenBoardAsync(name);
        var good = await mallory.DrawRectangleAsync((400, 300), (600, 400));
        await ben.WaitForElementsAsync(good);

        await mallory.Page.EvaluateAsync("""
            good => {
              const { doc } = window.collab;
              const elements = doc.getMap('elements');
              const base = elements.get(good).toJSON();
              const nonsense = {
                empty: () => ({}),
                'no geometry': () => ({ type: 'rectangle' }),
                'unknown type': () => ({ ...base, type: 'hexagon' }),
                'no points': () => ({ ...base, type: 'arrow' }),
                'points of words': () => ({ ...base, type: 'line', geometry: { ...base.geometry, points: ['a', {}] } }),
                'endless': () => ({ ...base, geometry: { ...base.geometry, x: 1e308, width: 1e308 } }),
                'words for numbers': () => ({ ...base, strokeWidth: 'thick', opacity: {}, roughness: [], seed: 'x' }),
                'numbers for words': () => ({ ...base, strokeColor: 7, backgroundColor: null, fillStyle: 1, strokeStyle: 2 }),
                'words for lists': () => ({ ...base, groupIds: 'all', boundElements: 'none', frameId: 5, roundness: 'very' }),
                'a number for a link': () => ({ ...base, link: 7 }),
                'image of nothing': () => ({ ...base, type: 'image', fileId: 'y', status: 'saved', scale: [1, 1] }),
                'text of numbers': () => ({ ...base, type: 'text', wording: { text: 7, fontSize: 'big' } }),
                'a place that is none': () => ({ ...base, index: { first: true } }),
              };
              doc.transact(() => {
                for (const [id, make] of Object.entries(nonsense)) {
                  const map = new elements.constructor();
                  elements.set(id, map);
                  Object.entries(make()).forEach(([key, value]) => map.set(key, value));
                }
                elements.set('a word', 'rectangle');
                elements.set('a list', [1, 2]);
                elements.set('nothing', null);
                doc.getMap('files').set('a word', 'x');
                doc.getMap('files').set('not base64', { id: 'y', mimeType: 'image/svg+xml', dataURL: 'data:image/svg+xml,%3C', created: 1 });
                doc.getMap('meta').set('title', { not: 'a title' });
              });
            }
            """, good);

        await ben.Page.WaitForFunctionAsync("() => window.collab.doc.getMap('elements').size === 17");
        var drawn = await ben.DrawEllipseAsync((700, 500), (800, 600));
        var cleo = await (await ComeAsync("Cleo")).OpenBoardAsync(name);
        await cleo.Page.WaitForFunctionAsync("""
            ids => ids.every(id => window.collab.excalidraw.getSceneElements().some(one => one.id === id))
            """, new[] { good, drawn });
        await cleo.DrawDiamondAsync((300, 500), (400, 600));
    }

    [Fact]
    public async Task What_is_written_into_a_document_runs_no_script_and_loads_nothing()
    {
        var mallory = await (await ComeAsync("Mallory")).NewDocumentAsync();
        var name = await mallory.NameAsync();
        await mallory.TypeAsync("click here");
        var ben = await (await ComeAsync("Ben")).OpenDocumentAsync(name);
        await ben.WaitForTextAsync("click here");

        await mallory.Page.EvaluateAsync($$"""
            () => {
              const { doc } = window.collab;
              const fragment = doc.getXmlFragment('content');
              const paragraph = fragment.get(0);
              const script = {{Quoted(Ran)}};
              doc.transact(() => {
                paragraph.get(0).format(0, 10, { link: { href: `javascript:${script}`, target: '_self', class: null } });
                paragraph.setAttribute('style', 'background: url(https://elsewhere.example/style)');
                paragraph.setAttribute('onclick', script);
                for (const tag of ['script', 'iframe', 'img', 'image', 'object', 'embed', 'base', 'link', 'style', 'meta', 'form']) {
                  const element = new paragraph.constructor(tag);
                  fragment.push([element]);
                  for (const attribute of ['src', 'href', 'data', 'action', 'srcdoc', 'onload', 'onerror']) {
                    element.setAttribute(attribute, attribute.startsWith('on') ? script : 'https://elsewhere.example/x');
                  }
                }
              });
            }
            """);
        await mallory.Page.EvaluateAsync(WriteAwareness);
        await mallory.TypeAsync(" and more");

        await ben.WaitForTextAsync("and more");
        await Expect(ben.Editor.Locator("[href^='javascript' i], [onclick], [onerror], iframe, script")).ToHaveCountAsync(0);
        await ben.Page.GetByText("click here").ClickAsync();
        await ben.TypeAsync("Ben goes on");
        await mallory.WaitForTextAsync("Ben goes on");
        await AssertUntouchedAsync(ben);
    }

    [Fact]
    public async Task A_name_and_a_caret_made_of_code_show_as_what_they_are()
    {
        var mallory = await (await ComeAsync("Mallory")).NewTextAsync();
        await mallory.TypeAsync($"<script>{Ran}</script>");
        var ben = await (await ComeAsync("Ben")).OpenTextAsync(await mallory.NameAsync());
        await ben.WaitForTextAsync("<script>");

        await mallory.Page.EvaluateAsync(WriteAwareness);
        await Expect(ben.Peers).ToHaveAttributeAsync("title", new System.Text.RegularExpressions.Regex("^<img"));

        // A caret that is where it says, in a colour that is none.
        await mallory.PressAsync("Control+a");
        await ben.WaitForCursorAsync("<img");
        await ben.PressAsync("Control+End");
        await ben.TypeAsync(" Ben goes on");
        await mallory.WaitForTextAsync("Ben goes on");
        await AssertUntouchedAsync(ben);
    }

    private static async Task AssertUntouchedAsync(EditorPage page)
    {
        // Excalidraw opens an empty tab for a link that it refuses.
        var tabs = page.Page.Context.Pages;
        Assert.All(tabs, tab => Assert.Contains(tab.Url, new[] { page.Page.Url, "about:blank" }));
        foreach (var frame in tabs.SelectMany(tab => tab.Frames))
        {
            Assert.False(await frame.EvaluateAsync<bool>("() => 'hacked' in window"));
        }
    }

    private static string Quoted(string script) => System.Text.Json.JsonSerializer.Serialize(script);
}

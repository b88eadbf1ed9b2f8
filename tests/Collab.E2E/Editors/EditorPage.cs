using Collab.E2E.Support;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Collab.E2E.Editors;

/// <summary>A document, open in somebody's tab. What is asked of the page itself goes through the app's hook <c>window.collab</c>.</summary>
internal abstract class EditorPage(IPage page)
{
    // Two ways in which the app shows what it holds; neither is there while the page loads, or draws itself anew.
    private const string IsOpen = "(window.collab && (window.collab.editor || window.collab.excalidraw))";

    // In each frame, as is the default, would keep the page drawing.
    private static readonly PageWaitForFunctionOptions Occasionally = new() { PollingInterval = 50 };

    public IPage Page { get; } = page;

    public ILocator Title => Page.GetByTestId("title");
    public ILocator Status => Page.GetByTestId("status");

    /// <summary>What a screen reader is told of the status.</summary>
    public ILocator Announcement => Page.GetByTestId("status-announcement");

    /// <summary>Those whom this page shows as being here too.</summary>
    public ILocator Peers => Page.GetByTestId("peer");

    /// <summary>The document's name, as in its address.</summary>
    public Task<string> NameAsync() => ReadAsync<string>("() => window.collab.name");

    /// <summary>A JavaScript object, made of <c>collab</c>: the shared content, and what the editor shows of it.</summary>
    protected abstract string ContentScript { get; }

    /// <summary>Waits until the editor shows the document.</summary>
    public Task WaitUntilOpenAsync() => WaitForAsync($"() => {IsOpen}");

    /// <summary>Makes this the tab that its person sees. One behind another is drawn twice a second, and to click or draw there takes long.</summary>
    public Task ComeToFrontAsync() => Page.Context.Pages.Count > 1 ? Page.BringToFrontAsync() : Task.CompletedTask;

    /// <summary>Waits for one of saved, saving, offline, connecting, trouble, closed.</summary>
    public Task WaitForStatusAsync(string state) =>
        Expect(Status).ToHaveAttributeAsync("data-state", state, new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });

    public Task WaitForPeerAsync(string name) =>
        Expect(Peers.And(Page.GetByLabel(name, new() { Exact = true })))
            .ToBeVisibleAsync(new() { Timeout = (float)Eventually.Patience.TotalMilliseconds });

    /// <summary>All that this tab holds, as JSON: state vector, shared content, and what the editor shows of it.</summary>
    /// <remarks>Keys are sorted, so that equal content is equal text.</remarks>
    public Task<string> ReplicaAsync() => ReadAsync<string>($$"""
        () => {
          const sorted = value => Array.isArray(value) ? value.map(sorted)
            : value && typeof value === 'object'
              ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])]))
              : value;
          const nextClock = blocks => blocks.at(-1).id.clock + blocks.at(-1).length;
          const { collab } = window;
          const { store } = collab.doc;
          const stateVector = [...store.clients].map(([client, blocks]) => [client, nextClock(blocks)]);
          return JSON.stringify(sorted({
            stateVector: Object.fromEntries(stateVector),
            pending: store.pendingStructs !== null || store.pendingDs !== null,
            meta: collab.doc.getMap('meta').toJSON(),
            ...({{ContentScript}}),
          }), null, 1);
        }
        """);

    /// <summary>Waits until two tabs hold and show the same.</summary>
    public async Task<string> WaitUntilEqualAsync(EditorPage other) => await Eventually.EqualAsync(ReplicaAsync, other.ReplicaAsync);

    /// <summary>Waits until this tab holds and shows what another one did.</summary>
    public async Task WaitForReplicaAsync(string replica) => await Eventually.EqualAsync(() => Task.FromResult(replica), ReplicaAsync);

    /// <summary>Keeps the server's confirmations from the page until <see cref="LetConfirmationsInAsync"/>.</summary>
    public Task HoldConfirmationsAsync() => Page.EvaluateAsync("""
        () => {
          const handlers = window.collab.provider.messageHandlers;
          const handle = handlers[102];
          const held = [];
          handlers[102] = (...message) => held.push(message);
          window.letConfirmationsIn = () => {
            handlers[102] = handle;
            held.forEach(message => handle(...message));
          };
        }
        """);

    public Task LetConfirmationsInAsync() => Page.EvaluateAsync("() => window.letConfirmationsIn()");

    /// <summary>Waits until this browser has stored all that was edited.</summary>
    public Task WaitUntilKeptAsync() => Page.EvaluateAsync("""
        () => new Promise((resolve, reject) => {
          const request = indexedDB.open(`collab:${window.collab.name}`);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            // It begins when those that write have ended.
            const reading = request.result.transaction(['updates', 'custom']);
            reading.objectStore('updates').count();
            reading.oncomplete = resolve;
          };
        })
        """);

    /// <summary>Closes the tab as a person does, who stays if the browser asks.</summary>
    /// <returns>Whether it asked; else the tab is closed.</returns>
    public async Task<bool> AsksBeforeLeavingAsync()
    {
        var asked = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        void OnDialog(object? sender, IDialog dialog) => asked.TrySetResult(dialog.Type == DialogType.BeforeUnload);
        void OnClose(object? sender, IPage page) => asked.TrySetResult(false);
        Page.Dialog += OnDialog;
        Page.Close += OnClose;
        try
        {
            await Page.CloseAsync(new() { RunBeforeUnload = true });
            return await asked.Task.WaitAsync(Eventually.Patience);
        }
        finally
        {
            Page.Dialog -= OnDialog;
            Page.Close -= OnClose;
        }
    }

    public async Task RenameAsync(string title)
    {
        await Title.FillAsync(title);
        await Title.PressAsync("Enter");
    }

    public async Task ReloadAsync()
    {
        await Page.ReloadAsync();
        await WaitUntilOpenAsync();
    }

    /// <summary>Takes back the last own edit, by the keyboard.</summary>
    public Task UndoAsync() => PressAsync("Control+z");

    public Task RedoAsync() => PressAsync("Control+Shift+Z");

    /// <summary>Presses a key in the editor.</summary>
    public abstract Task PressAsync(string key);

    /// <summary>Asks the page, once its editor is there.</summary>
    /// <param name="function">A JavaScript function.</param>
    protected Task<T> ReadAsync<T>(string function, object? argument = null) => Page.EvaluateAsync<T>($$"""
        async argument => {
          const end = performance.now() + {{Eventually.Patience.TotalMilliseconds}};
          while (!{{IsOpen}}) {
            if (performance.now() > end) {
              throw new Error(`no editor is open at ${location}`);
            }
            await new Promise(resolve => setTimeout(resolve, 50));
          }
          return ({{function}})(argument);
        }
        """, argument);

    /// <summary>Waits until a JavaScript function gives something true.</summary>
    protected Task WaitForAsync(string function, object? argument = null) =>
        Page.WaitForFunctionAsync(function, argument, Occasionally);
}

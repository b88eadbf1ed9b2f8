using System.Text.Json;
using Collab.Core.Documents;
using Collab.Core.Tests.Documents;
using Collab.Core.Tests.TestData;
using Collab.Core.Tests.Types;
using Collab.Core.Types;
using Collab.Core.Undo;

namespace Collab.Core.Tests.Undo;

/// <summary>Undoing and redoing makes the very updates that it makes in Yjs (tests/fixtures/make/undo.mjs).</summary>
public sealed class UndoFixtureTests
{
    private static readonly Lazy<Dictionary<string, JsonElement>> Scripts = new(() =>
        DataFile.ReadJsonLines(Repository.Fixture("undo.jsonl.gz")).ToDictionary(json => json.Text("name")));

    public static TheoryData<string> Names => [.. Scripts.Value.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Undo_and_redo_emit_what_Yjs_emits(string name)
    {
        var script = Scripts.Value[name];
        var (document, root) = Start(script);
        using var undo = NewManager(script, document, root);
        var emitted = new List<string>();
        document.Update += (update, _) => emitted.Add(Convert.ToBase64String(update));
        var number = 0;

        foreach (var step in script.Items("steps"))
        {
            emitted.Clear();

            Take(step, document, root, undo);

            var expected = string.Join('\n', step.Items("emitted").Select(update => update.GetString()));
            var got = string.Join('\n', emitted);
            Assert.True(expected == got, $"step {number}: {step.GetRawText()} emitted {got}");
            Assert.Equal(step.GetProperty("undoable").GetInt32(), undo.UndoStack.Count);
            Assert.Equal(step.GetProperty("redoable").GetInt32(), undo.RedoStack.Count);
            number++;
        }

        StoreInvariants.Check(document);
        Assert.Equal(script.Bytes("stateV1"), document.EncodeStateAsUpdate());
        Assert.Equal(
            RootContent.Describe(script.GetProperty("content")),
            RootContent.Describe(document, [("root", script.Text("kind"))]));
    }

    private static (Document Document, SharedType Root) Start(JsonElement script)
    {
        var document = new Document(new DocumentOptions
        {
            ClientId = new ClientId(script.GetProperty("clientId").GetUInt64()),
        });
        SharedType root = script.Text("kind") switch
        {
            "Text" => document.GetText("root"),
            "Array" => document.GetArray("root"),
            "Map" => document.GetMap("root"),
            _ => document.GetXmlFragment("root"),
        };
        return (document, root);
    }

    private static UndoManager NewManager(JsonElement script, Document document, SharedType root)
    {
        var options = new UndoManagerOptions
        {
            CaptureTimeout = script.GetProperty("captures").GetBoolean() ? TimeSpan.MaxValue : TimeSpan.Zero,
            IgnoreRemoteMapChanges = script.GetProperty("ignoreRemoteMapChanges").GetBoolean(),
        };
        return script.GetProperty("wholeDocument").GetBoolean()
            ? new UndoManager(document, options)
            : new UndoManager(root, options);
    }

    private static void Take(JsonElement step, Document document, SharedType root, UndoManager undo)
    {
        if (step.TryGetProperty("received", out var received))
        {
            document.ApplyUpdate(received.GetBytesFromBase64());
        }
        else if (step.TryGetProperty("edits", out var edits))
        {
            document.Transact(_ => ScriptedEdits.Apply(root, edits), step.GetProperty("origin").GetString());
        }
        else
        {
            Call(step, undo);
        }
    }

    private static void Call(JsonElement step, UndoManager undo)
    {
        var did = step.GetProperty("did").GetBoolean();
        switch (step.Text("call"))
        {
            case "undo":
                Assert.Equal(did, undo.Undo() is not null);
                break;
            case "redo":
                Assert.Equal(did, undo.Redo() is not null);
                break;
            case "clear":
                undo.Clear();
                break;
            default:
                undo.StopCapturing();
                break;
        }
    }
}

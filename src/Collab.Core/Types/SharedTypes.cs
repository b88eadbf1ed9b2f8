using Collab.Core.Codec;
using Collab.Core.Documents;

namespace Collab.Core.Types;

/// <summary>A handle of one shared type in a document.</summary>
public abstract class SharedType
{
    private protected SharedType(Document? document) => Document = document;

    public Document? Document { get; }

    public SharedType? Parent => throw new NotImplementedException();

    public abstract Any ToJson();
}

public sealed record DeltaOperation
{
    /// <summary>Text as <see cref="AnyKind.String"/>, an embed as any other kind; Undefined where <see cref="Type"/> is given.</summary>
    public Any Insert { get; init; }

    public SharedType? Type { get; init; }

    public IReadOnlyList<KeyValuePair<string, Any>> Attributes { get; init; } = [];
}

public class YText : SharedType
{
    internal YText(Document? document)
        : base(document)
    {
    }

    public int Length => throw new NotImplementedException();

    public IReadOnlyList<DeltaOperation> ToDelta() => throw new NotImplementedException();

    public Any ToDeltaJson() => throw new NotImplementedException();

    public void Insert(int index, string text) => throw new NotImplementedException();

    public void Insert(int index, string text, params IReadOnlyList<KeyValuePair<string, Any>> attributes) => throw new NotImplementedException();

    public void Delete(int index, int length) => throw new NotImplementedException();

    public override string ToString() => throw new NotImplementedException();

    public override Any ToJson() => throw new NotImplementedException();
}

public sealed class YXmlText : YText
{
    internal YXmlText(Document? document)
        : base(document)
    {
    }
}

public sealed class YArray : SharedType
{
    internal YArray(Document? document)
        : base(document)
    {
    }

    public int Count => throw new NotImplementedException();

    /// <summary>A plain value; a nested shared type as its JSON (<see cref="GetType(int)"/> gives the type).</summary>
    public Any this[int index] => throw new NotImplementedException();

    public SharedType? GetType(int index) => throw new NotImplementedException();

    public void Insert(int index, params Any[] values) => throw new NotImplementedException();

    public void Delete(int index, int length = 1) => throw new NotImplementedException();

    public override Any ToJson() => throw new NotImplementedException();
}

public sealed class YMap : SharedType
{
    internal YMap(Document? document)
        : base(document)
    {
    }

    public int Count => throw new NotImplementedException();

    public IReadOnlyCollection<string> Keys => throw new NotImplementedException();

    /// <summary>A plain value; a nested shared type as its JSON.</summary>
    public bool TryGet(string key, out Any value) => throw new NotImplementedException();

    public SharedType? GetType(string key) => throw new NotImplementedException();

    public void Set(string key, Any value) => throw new NotImplementedException();

    public void Delete(string key) => throw new NotImplementedException();

    public override Any ToJson() => throw new NotImplementedException();
}

public class YXmlFragment : SharedType
{
    internal YXmlFragment(Document? document)
        : base(document)
    {
    }

    public int Count => throw new NotImplementedException();

    public override string ToString() => throw new NotImplementedException();

    public override Any ToJson() => throw new NotImplementedException();
}

public sealed class YXmlElement : YXmlFragment
{
    internal YXmlElement(Document? document)
        : base(document)
    {
    }

    public string NodeName => throw new NotImplementedException();

    public IReadOnlyList<KeyValuePair<string, Any>> Attributes => throw new NotImplementedException();
}

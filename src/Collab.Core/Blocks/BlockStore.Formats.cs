using Collab.Core.Codec;

namespace Collab.Core.Blocks;

/// <content>What the format marks of a text say. Their content is a key and a value, the value as
/// <see cref="JsonOrAny"/>.</content>
internal sealed partial class BlockStore
{
    /// <summary>The index of a mark's key in <see cref="Keys"/>.</summary>
    public int FormatKeyOf(in Block mark)
    {
        var reader = new Lib0Reader(ContentOf(mark));
        return Keys.Intern(reader.ReadVarBytes());
    }

    /// <summary>The key of a mark, and whether it ends the format.</summary>
    public (int Key, bool Ends) ReadMark(int handle)
    {
        var reader = new Lib0Reader(ContentOf(_blocks[handle]));
        return (Keys.Intern(reader.ReadVarBytes()), JsonOrAny.IsNull(reader.TakeRest()));
    }

    /// <summary>Goes past an undeleted mark: its format begins, changes or ends.</summary>
    public void PassMark(int handle, FormatSet formats)
    {
        var (key, ends) = ReadMark(handle);
        if (ends)
        {
            formats.Remove(key);
        }
        else
        {
            formats.Set(key, new FormatValue(handle, default));
        }
    }

    /// <summary>Goes past all marks among the items from one to another, both included.</summary>
    public void PassMarks(int first, int last, FormatSet formats)
    {
        for (var handle = first; ; handle = _blocks[handle].Right)
        {
            if (_blocks[handle].IsMark)
            {
                PassMark(handle, formats);
            }

            if (handle == last)
            {
                return;
            }
        }
    }

    public Any Read(FormatValue value)
    {
        if (value.Mark == 0)
        {
            return value.Given;
        }

        var reader = new Lib0Reader(ContentOf(_blocks[value.Mark]));
        reader.ReadVarBytes();
        return JsonOrAny.Read(reader.TakeRest());
    }

    /// <summary>Whether Yjs takes two values of a format for equal (YText.js, equalAttrs): the same scalar, the same object,
    /// or objects with the same scalars in the same properties. Objects within objects are equal only if they are
    /// the same.</summary>
    public bool AreEqual(FormatValue one, FormatValue other)
    {
        if (IsSame(one, other))
        {
            return true;
        }

        var (left, right) = (Read(one), Read(other));
        return IsObject(left) && IsObject(right) && AreEqualFlat(PropertiesOf(left), PropertiesOf(right));
    }

    /// <summary>Whether two values are one and the same to JavaScript (<c>===</c>). Objects are only if one of their marks
    /// was made to restore what the other said: both then have one content (see <see cref="InsertMark"/>).</summary>
    public bool IsSame(FormatValue one, FormatValue other)
    {
        if (one.Mark != 0 && other.Mark != 0 && _blocks[one.Mark].Content == _blocks[other.Mark].Content)
        {
            return true;
        }

        return IsSameScalar(Read(one), Read(other));
    }

    private static bool IsObject(Any value) => value.Kind is AnyKind.Object or AnyKind.Array;

    private static bool IsSameScalar(Any one, Any other) =>
        !IsObject(one) && one.Kind == other.Kind
        && (one.Kind == AnyKind.Number ? one.AsNumber() == other.AsNumber() : one == other);

    private static IReadOnlyList<KeyValuePair<string, Any>> PropertiesOf(Any value) => value.Kind == AnyKind.Object
        ? value.Properties
        : [.. value.Items.Select((item, index) => KeyValuePair.Create(JavaScriptNumber.Format(index), item))];

    private static bool AreEqualFlat(
        IReadOnlyList<KeyValuePair<string, Any>> one, IReadOnlyList<KeyValuePair<string, Any>> other) =>
        one.Count == other.Count
        && one.All(property => other.Any(match => match.Key == property.Key && IsSameScalar(match.Value, property.Value)));
}

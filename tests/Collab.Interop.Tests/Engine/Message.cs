using Collab.Core.Codec;

namespace Collab.Interop.Tests.Engine;

/// <summary>Shorthand for what goes to and comes from <see cref="YjsProcess"/>.</summary>
internal static class Message
{
    public static Any Of(params (string Name, Any Value)[] properties) =>
        Any.FromObject([.. properties.Select(property => KeyValuePair.Create(property.Name, property.Value))]);

    public static Any List(IEnumerable<Any> items) => Any.FromArray([.. items]);

    public static Any Bytes(byte[] bytes) => Any.FromBytes(bytes);

    public static byte[] AsArray(this Any bytes) => bytes.AsBytes().ToArray();

    /// <summary>Bytes, or null for null.</summary>
    public static byte[]? AsArrayOrNull(this Any bytes) => bytes.Kind == AnyKind.Null ? null : bytes.AsArray();
}

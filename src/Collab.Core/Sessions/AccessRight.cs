namespace Collab.Core.Sessions;

/// <summary>What a peer may do with a document; each right includes those before it.</summary>
public enum AccessRight
{
    None,
    Read,

    /// <summary>Write under the root <c>comments</c>, and nowhere else.</summary>
    Comment,
    Write,
}

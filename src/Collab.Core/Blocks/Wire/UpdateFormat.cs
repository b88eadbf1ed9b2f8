namespace Collab.Core.Blocks;

/// <summary>The two binary forms of an update. They hold the same; V2 keeps each field of all blocks as a column of its
/// own.</summary>
internal enum UpdateFormat
{
    V1,
    V2,
}

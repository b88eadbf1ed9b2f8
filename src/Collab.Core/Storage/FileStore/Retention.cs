namespace Collab.Core.Storage.FileStore;

/// <summary>How much is kept of what checkpoints replace.</summary>
/// <param name="KeepFor">How long; zero for nothing at all.</param>
/// <param name="KeepBytes">The bytes of log, a document, from which on the newest checkpoint is kept instead of an older
/// one.</param>
internal readonly record struct Retention(TimeSpan KeepFor, long KeepBytes);

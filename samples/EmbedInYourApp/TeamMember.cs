namespace EmbedInYourApp;

/// <summary>Somebody who may sign in.</summary>
internal sealed record TeamMember(string Id, string Name, bool MayWrite);

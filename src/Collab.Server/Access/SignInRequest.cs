namespace Collab.Server.Access;

/// <param name="Secret">The server's <c>Collab:Access:Secret</c>.</param>
internal sealed record SignInRequest(string? Secret)
{
    /// <summary>Without the secret, so that no log has it.</summary>
    public override string ToString() => nameof(SignInRequest);
}

namespace Collab.Server.Configuration;

/// <summary>A setting has a value that the server cannot start with.</summary>
/// <param name="setting">Its name in configuration, such as <c>Collab:Storage</c>.</param>
/// <param name="problem">Goes on from the name: "is ..., which ...".</param>
internal sealed class InvalidSettingException(string setting, string problem, Exception? innerException = null)
    : Exception($"{setting} {problem}", innerException)
{
    public string Setting { get; } = setting;
}

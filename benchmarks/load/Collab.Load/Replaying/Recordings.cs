namespace Collab.Load.Replaying;

/// <summary>The folder that peers/record.mjs filled.</summary>
internal sealed class Recordings(string folder)
{
    private readonly Dictionary<(string, int), Recording> _loaded = [];

    /// <param name="name">Of a set of recordings, one for each writer.</param>
    /// <param name="most">How many of the updates are wanted.</param>
    public Recording Of(string name, int writer, int most = int.MaxValue)
    {
        var key = ($"{name}-{writer}", most);
        if (!_loaded.TryGetValue(key, out var recording))
        {
            recording = new Recording(File.ReadAllBytes(Path.Combine(folder, key.Item1)), most);
            _loaded.Add(key, recording);
        }

        return recording;
    }

    /// <summary>A whole document as one update.</summary>
    public byte[] Document(string name) => File.ReadAllBytes(Path.Combine(folder, $"document-{name}"));
}

using System.Buffers;
using System.Text.Json;

namespace Collab.Core.Protocol;

/// <summary>Puts the id and the name that the host knows a person by into the state of one of its clients, where that says who it
/// is: in <c>{"user":{"name":"Ada"}}</c>. Used again for every state.</summary>
/// <param name="field">The key under which states say it; null leaves them as they are.</param>
internal sealed class AwarenessClaims(string? field)
{
    private readonly ArrayBufferWriter<byte> _output = new();

    /// <summary>Rewrites a state.</summary>
    /// <param name="state">JSON text, checked. One that is no object, or has no object under that key, stays as it is.</param>
    /// <returns>The state itself, or a view that is good until the next call.</returns>
    public ReadOnlySpan<byte> Override(ReadOnlySpan<byte> state, AwarenessIdentity identity)
    {
        if (field is null || (identity.Id is null && identity.Name is null))
        {
            return state;
        }

        _output.ResetWrittenCount();
        var reader = new Utf8JsonReader(state);
        reader.Read();
        if (reader.TokenType != JsonTokenType.StartObject)
        {
            return state;
        }

        // Every occurrence: of a key that is there twice readers take the last.
        var copied = 0;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isField = reader.ValueTextEquals(field);
            reader.Read();
            if (isField && reader.TokenType == JsonTokenType.StartObject)
            {
                _output.Write(state[copied..(int)reader.TokenStartIndex]);
                WriteUser(state, ref reader, identity);
                copied = (int)reader.BytesConsumed;
            }
            else
            {
                reader.Skip();
            }
        }

        if (copied == 0)
        {
            return state;
        }

        _output.Write(state[copied..]);
        return _output.WrittenSpan;
    }

    private void WriteUser(ReadOnlySpan<byte> state, ref Utf8JsonReader reader, AwarenessIdentity identity)
    {
        var separator = "{"u8;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var start = (int)reader.TokenStartIndex;
            var isOverridden = (identity.Id is not null && reader.ValueTextEquals("id"u8))
                || (identity.Name is not null && reader.ValueTextEquals("name"u8));
            reader.Read();
            reader.Skip();
            if (!isOverridden)
            {
                _output.Write(separator);
                _output.Write(state[start..(int)reader.BytesConsumed]);
                separator = ","u8;
            }
        }

        WriteClaim(ref separator, "\"id\":\""u8, identity.Id);
        WriteClaim(ref separator, "\"name\":\""u8, identity.Name);
        _output.Write("}"u8);
    }

    private void WriteClaim(ref ReadOnlySpan<byte> separator, ReadOnlySpan<byte> key, JsonEncodedText? value)
    {
        if (value is { } text)
        {
            _output.Write(separator);
            _output.Write(key);
            _output.Write(text.EncodedUtf8Bytes);
            _output.Write("\""u8);
            separator = ","u8;
        }
    }
}

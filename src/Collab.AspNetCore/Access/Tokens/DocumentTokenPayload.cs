using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Collab.Core;
using Collab.Core.Sessions;

namespace Collab.AspNetCore.Access.Tokens;

/// <summary>The middle part of a document token: a JSON object.</summary>
/// <example><c>{"doc":"plans/2026","right":"write","sub":"u17","name":"Ann","nbf":1795000000,"exp":1795000600}</c></example>
/// <param name="NotBefore">In seconds since 1970, as <paramref name="Expires"/>.</param>
internal readonly record struct DocumentTokenPayload(DocumentGrant Grant, long NotBefore, long Expires)
{
    private static readonly JsonDocumentOptions Strict = new() { MaxDepth = 2, AllowDuplicateProperties = false };

    public byte[] Encode()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString(Grant.IsPrefix ? "prefix" : "doc", Grant.Documents);
            json.WriteString("right", RightNames.NameOf(Grant.Right));
            WriteIfAny("sub", Grant.Subject);
            WriteIfAny("name", Grant.DisplayName);
            WriteIfAny("origin", Grant.Origin);
            json.WriteNumber("nbf", NotBefore);
            json.WriteNumber("exp", Expires);
            json.WriteEndObject();

            void WriteIfAny(string name, string? value)
            {
                if (value is not null)
                {
                    json.WriteString(name, value);
                }
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>Reads a payload whose signature is good; what it says may be nonsense all the same.</summary>
    public static bool TryDecode(ReadOnlyMemory<byte> bytes, [NotNullWhen(true)] out DocumentTokenPayload? payload)
    {
        payload = null;
        try
        {
            using var json = JsonDocument.Parse(bytes, Strict);
            payload = Read(json.RootElement);
            return payload is not null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException or FormatException or ArgumentException)
        {
            // Not JSON, a value of another type, or not of its form.
            return false;
        }
    }

    private static DocumentTokenPayload? Read(JsonElement json)
    {
        string? document = null, prefix = null, right = null, subject = null, name = null, origin = null;
        long? notBefore = null, expires = null;
        foreach (var property in json.EnumerateObject())
        {
            switch (property.Name)
            {
                case "doc":
                    document = property.Value.GetString();
                    break;
                case "prefix":
                    prefix = property.Value.GetString();
                    break;
                case "right":
                    right = property.Value.GetString();
                    break;
                case "sub":
                    subject = property.Value.GetString();
                    break;
                case "name":
                    name = property.Value.GetString();
                    break;
                case "origin":
                    origin = property.Value.GetString();
                    break;
                case "nbf":
                    notBefore = property.Value.GetInt64();
                    break;
                case "exp":
                    expires = property.Value.GetInt64();
                    break;
                default:
                    // It may narrow what the token allows, in a way that is not known here.
                    return null;
            }
        }

        if (document is null == prefix is null || RightNames.Read(right) is var meant && meant == AccessRight.None
            || notBefore is null || expires is null)
        {
            return null;
        }

        var grant = prefix is null ? DocumentGrant.For(new DocumentName(document!), meant) : DocumentGrant.ForPrefix(prefix, meant);
        return new DocumentTokenPayload(grant with { Subject = subject, DisplayName = name, Origin = origin }, notBefore.Value, expires.Value);
    }
}

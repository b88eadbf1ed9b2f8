using System.Text.Json.Nodes;

namespace Collab.Benchmarks.Works;

/// <summary>Answers the names of works, one a line, with what they measured, one JSON object a line.</summary>
internal static class WorkLoop
{
    public static void Run(BenchmarkData data, TextReader questions, TextWriter answers)
    {
        var works = EngineWorks.Create(data).ToDictionary(work => work.Name);
        Answer(answers, new JsonObject { ["works"] = new JsonArray([.. works.Keys.Select(name => JsonValue.Create(name))]) });
        while (questions.ReadLine() is { } name)
        {
            var (value, check) = works[name].Measure();
            Answer(answers, value, check);
        }
    }

    public static void Answer(TextWriter answers, double value, string check) =>
        Answer(answers, new JsonObject { ["value"] = value, ["check"] = check });

    private static void Answer(TextWriter answers, JsonObject answer)
    {
        answers.WriteLine(answer.ToJsonString());
        answers.Flush();
    }
}

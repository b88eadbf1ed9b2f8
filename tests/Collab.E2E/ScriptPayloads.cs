using System.Text;

namespace Collab.E2E;

/// <summary>A hundred texts that are scripts to a page that takes any of them for more than text.</summary>
internal static class ScriptPayloads
{
    /// <summary>To be found in every page and frame in which one ran.</summary>
    private const string Code = "top.hacked=self.hacked=1,alert(1)";

    /// <summary>Elements that run code by themselves, or when they are touched.</summary>
    private static readonly string[] Elements =
    [
        "<script>{0}</script>",
        "<ScRiPt>{0}</sCrIpT>",
        "<script/x>{0}</script/y>",
        "<script src=data:text/javascript,{0}></script>",
        "<scr<script>ipt>{0}</scr</script>ipt>",
        "<svg><script>{0}</script></svg>",
        "<svg><script href=data:text/javascript,{0} />",
        "<svg onload={0}>",
        "<svg/onload={0}//",
        "<svg><animate onbegin={0} attributeName=x dur=1s>",
        "<svg><a xlink:href=javascript:{0}><text y=20>x</text></a></svg>",
        "<svg><use href=\"data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='x' onerror='{0}'/></svg>#x\"/></svg>",
        "<svg><foreignObject><img src=x onerror={0}></foreignObject></svg>",
        "<math><maction actiontype=statusline xlink:href=javascript:{0}>x</maction></math>",
        "<img src=x onerror={0}>",
        "<img src=x:x onerror=\"{0}\">",
        "<img/src/onerror={0}>",
        "<img src=\"x\"\u00a0onerror=\"{0}\">",
        "<img srcset=x onerror={0}>",
        "<image src=x onerror={0}>",
        "<body onload={0}>",
        "<input autofocus onfocus={0}>",
        "<select autofocus onfocus={0}>",
        "<textarea autofocus onfocus={0}>",
        "<details open ontoggle={0}>",
        "<video src=x onerror={0}>",
        "<video><source onerror={0}></video>",
        "<audio src=x onerror={0}>",
        "<marquee onstart={0}>",
        "<p style=animation-name:spin onanimationstart={0}>x",
        "<iframe src=javascript:{0}>",
        "<iframe srcdoc=\"<script>{0}</script>\">",
        "<object data=javascript:{0}>",
        "<object data=data:text/html,<script>{0}</script>>",
        "<embed src=javascript:{0}>",
        "<form action=javascript:{0}><button autofocus>x</button></form>",
        "<button formaction=javascript:{0}>x</button>",
        "<isindex type=image src=1 onerror={0}>",
        "<link rel=stylesheet href=data:text/css,*{{}} onload={0}>",
        "<link rel=import href=data:text/html,<script>{0}</script>>",
        "<meta http-equiv=refresh content=\"0;url=javascript:{0}\">",
        "<base href=javascript:{0}//>",
        "<style onload={0}></style>",
        "<style>@import 'javascript:{0}';</style>",
        "<template><script>{0}</script></template>",
        "<dialog open onclose={0}><form method=dialog><button autofocus>x",
        "<div popover onbeforetoggle={0} id=p></div><button popovertarget=p autofocus>x",
        "<x contenteditable onfocus={0} autofocus tabindex=1>x",
    ];

    /// <summary>Texts that leave what they were put into.</summary>
    private static readonly string[] Breakouts =
    [
        "\"><script>{0}</script>",
        "'><script>{0}</script>",
        "`><script>{0}</script>",
        "</title><script>{0}</script>",
        "</textarea><script>{0}</script>",
        "</style><script>{0}</script>",
        "</script><script>{0}</script>",
        "--><script>{0}</script>",
        "]]><script>{0}</script>",
        "\" onfocus={0} autofocus x=\"",
        "' onmouseover={0} x='",
        "\" style=\"animation-name:spin\" onanimationstart=\"{0}\" x=\"",
        "<noscript><p title=\"</noscript><img src=x onerror={0}>\">",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror={0}&gt;\">",
        "<svg></p><style><a id=\"</style><img src=1 onerror={0}>\">",
        "<!--[if gte IE 4]><script>{0}</script><![endif]-->",
        "<!--><script>{0}</script>-->",
        "&lt;script&gt;{0}&lt;/script&gt;",
        "&#60;script&#62;{0}&#60;/script&#62;",
        "%3Cscript%3E{0}%3C/script%3E",
        "\\u003cscript\\u003e{0}\\u003c/script\\u003e",
        "${{{0}}}",
        "{{{{constructor.constructor('{0}')()}}}}",
        "\";{0};//",
        "';{0};//",
        "x:expression({0})",
        "[x](javascript:{0})",
        "![x](javascript:{0})",
    ];

    /// <summary>Addresses that are code.</summary>
    private static readonly string[] Addresses =
    [
        "javascript:{0}",
        "JaVaScRiPt:{0}",
        " javascript:{0}",
        "java\tscript:{0}",
        "java\nscript:{0}",
        "java\rscript:{0}",
        "\u0001javascript:{0}",
        "\u00a0javascript:{0}",
        "\ufeffjavascript:{0}",
        "javascript\t:{0}",
        "javascript&colon;{0}",
        "javascript&#58;{0}",
        "javascript://%0a{0}",
        "javascript://collab.example/%0a{0}",
        "vbscript:{0}",
        "data:text/html,<script>{0}</script>",
        "DATA:text/html;charset=utf-8,<script>{0}</script>",
        "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload='{0}'/>",
        "data:application/xhtml+xml,<script xmlns='http://www.w3.org/1999/xhtml'>{0}</script>",
        "blob:null/{0}",
        "filesystem:null/{0}",
        "view-source:javascript:{0}",
        "feed:javascript:{0}",
    ];

    public static IReadOnlyList<string> All { get; } =
    [
        .. new[] { Elements, Breakouts, Addresses }.SelectMany(texts => texts).Select(text => string.Format(null, CompositeFormat.Parse(text), Code)),
        $"data:text/html;base64,{Convert.ToBase64String(Encoding.UTF8.GetBytes($"<script>{Code}</script>"))}",
    ];
}

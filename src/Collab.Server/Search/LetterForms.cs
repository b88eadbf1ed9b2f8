namespace Collab.Server.Search;

/// <summary>Letters that are another one with marks on it.</summary>
/// <remarks>
/// The canonical decompositions of Unicode 14.0.0 (UnicodeData.txt) to one letter and nonspacing marks, lower case; not those of
/// Hangul and of Japanese syllables, which are letters of their own. The server runs without the system's tables (InvariantGlobalization), where
/// string.Normalize changes nothing.
/// </remarks>
internal static class LetterForms
{
    /// <summary>In each the bare letter, and the letters that are it with marks.</summary>
    public static readonly string[] All =
    [
        "aàáâãäåāăąǎǟǡǻȁȃȧḁạảấầẩẫậắằẳẵặ", "bḃḅḇ", "cçćĉċčḉ", "dďḋḍḏḑḓ", "eèéêëēĕėęěȅȇȩḕḗḙḛḝẹẻẽếềểễệ", "fḟ",
        "gĝğġģǧǵḡ", "hĥȟḣḥḧḩḫẖ", "iìíîïĩīĭįİǐȉȋḭḯỉị", "jĵǰ", "kķǩḱḳḵ", "lĺļľḷḹḻḽ", "mḿṁṃ", "nñńņňǹṅṇṉṋ",
        "oòóôõöōŏőơǒǫǭȍȏȫȭȯȱṍṏṑṓọỏốồổỗộớờởỡợ", "pṕṗ", "rŕŗřȑȓṙṛṝṟ", "sśŝşšșṡṣṥṧṩ", "tţťțṫṭṯṱẗ",
        "uùúûüũūŭůűųưǔǖǘǚǜȕȗṳṵṷṹṻụủứừửữự", "vṽṿ", "wŵẁẃẅẇẉẘ", "xẋẍ", "yýÿŷȳẏẙỳỵỷỹ", "zźżžẑẓẕ", "æǣǽ", "øǿ", "ſẛ",
        "ʒǯ", "ʹʹ", "αάἀἁἂἃἄἅἆἇὰάᾀᾁᾂᾃᾄᾅᾆᾇᾰᾱᾲᾳᾴᾶᾷ", "εέἐἑἒἓἔἕὲέ", "ηήἠἡἢἣἤἥἦἧὴήᾐᾑᾒᾓᾔᾕᾖᾗῂῃῄῆῇ", "ιΐίϊἰἱἲἳἴἵἶἷὶίιῐῑῒΐῖῗ",
        "οόὀὁὂὃὄὅὸό", "ρῤῥ", "υΰϋύὐὑὒὓὔὕὖὗὺύῠῡῢΰῦῧ", "ωώὠὡὢὣὤὥὦὧὼώᾠᾡᾢᾣᾤᾥᾦᾧῲῳῴῶῷ", "ϒϓϔ", "аӑӓ", "гѓ", "еѐёӗ", "жӂӝ",
        "зӟ", "ийѝӣӥ", "кќ", "оӧ", "уўӯӱӳ", "чӵ", "ыӹ", "эӭ", "ії", "ѵѷ", "әӛ", "өӫ", "\u05d0\ufb2e\ufb2f\ufb30",
        "\u05d1\ufb31\ufb4c", "\u05d2\ufb32", "\u05d3\ufb33", "\u05d4\ufb34", "\u05d5\ufb35\ufb4b", "\u05d6\ufb36",
        "\u05d8\ufb38", "\u05d9\ufb1d\ufb39", "\u05da\ufb3a", "\u05db\ufb3b\ufb4d", "\u05dc\ufb3c", "\u05de\ufb3e",
        "\u05e0\ufb40", "\u05e1\ufb41", "\u05e3\ufb43", "\u05e4\ufb44\ufb4e", "\u05e6\ufb46", "\u05e7\ufb47",
        "\u05e8\ufb48", "\u05e9\ufb2a\ufb2b\ufb2c\ufb2d\ufb49", "\u05ea\ufb4a", "\u05f2\ufb1f",
        "\u0627\u0622\u0623\u0625", "\u0648\u0624", "\u064a\u0626", "\u06c1\u06c2", "\u06d2\u06d3", "\u06d5\u06c0",
        "\u0915\u0958", "\u0916\u0959", "\u0917\u095a", "\u091c\u095b", "\u0921\u095c", "\u0922\u095d",
        "\u0928\u0929", "\u092b\u095e", "\u092f\u095f", "\u0930\u0931", "\u0933\u0934", "\u09a1\u09dc",
        "\u09a2\u09dd", "\u09af\u09df", "\u0a16\u0a59", "\u0a17\u0a5a", "\u0a1c\u0a5b", "\u0a2b\u0a5e",
        "\u0a32\u0a33", "\u0a38\u0a36", "\u0b21\u0b5c", "\u0b22\u0b5d", "\u0f40\u0f69", "\u0f42\u0f43",
        "\u0f4c\u0f4d", "\u0f51\u0f52", "\u0f56\u0f57", "\u0f5b\u0f5c", "\u1025\u1026",
    ];
}

/// What strangers write into subjects and names to be more than text.
enum Payloads {
  static let all: [String] = html + svg + attributes + mustache + controls + bidi + formulas + rest

  private static let html = [
    "<script>alert(1)</script>", "</title><script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>", "<iframe src=//evil.example>", "<!-- ", "-->", "<![CDATA[",
    "]]>", "<base href=//evil.example/>", "<meta http-equiv=refresh content=0>",
    "</td></tr></table><h1>x</h1>", "<a href=javascript:alert(1)>x</a>", "&lt;b&gt;", "&#60;b&#62;",
    "<textarea>", "<plaintext>", "<\u{301}script>alert(1)</script>", "<scr\u{0}ipt>x</script>",
    "\u{FF1C}script\u{FF1E}", "<form action=//evil.example><input name=q>", "</html>", "<?php ?>",
  ]

  private static let svg = [
    "<svg onload=alert(1)>", "<svg><animate attributeName=href to=javascript:alert(1)>",
    "</desc></svg><script>1</script>", "<svg><style>*{display:none}</style>",
    "<math><mtext><script>1</script>",
  ]

  private static let attributes = [
    "\" onmouseover=\"alert(1)", "' onmouseover='alert(1)", "\"><script>1</script>",
    // A quotation mark with a combining mark is one Character, and escapes that go by those.
    "\"\u{301} onmouseover=\"\u{301}alert(1)", "'\u{301}>x", ">\u{20DD}<\u{20DD}b>",
    "` onclick=alert(1)", "\" style=\"position:fixed", "javascript:alert(1)",
  ]

  private static let mustache = [
    "{{name}}", "{{{style}}}", "{{#books}}x{{/books}}", "{{> page}}", "{{=<% %>=}}", "}}}", "{{!",
    "{{% CONTENT_TYPE: TEXT}}",
  ]

  private static let controls = [
    "\u{1B}[31mred\u{1B}[0m", "\u{1B}]0;title\u{7}", "\u{9B}2J", "a\rb", "a\nb\u{0}c",
    "\u{7F}\u{8}x",
    "\u{85}\u{2028}\u{2029}", "\u{1B}]8;;http://evil.example\u{1B}\\x",
  ]

  private static let bidi = [
    "\u{202E}gpj.exe", "\u{2066}x\u{2069}", "\u{200E}\u{200F}\u{61C}", "\u{FEFF}\u{200B}x\u{2060}",
    "\u{E0041}\u{E007F}",
  ]

  private static let formulas = [
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "\u{FF1D}1+1",
    "\u{FF0B}1", "\u{FF0D}1", "\u{FF20}x", "=cmd|' /C calc'!A0", "=HYPERLINK(\"//evil.example\")",
    "\",=1+1,\"", "\u{200B}=1+1", "+14085550100", "+1 408 555 0100", "+", "\u{A0}=1",
  ]

  private static let rest = [
    "../../etc/passwd", "/etc/passwd", "CON", ".", "-rf", "", String(repeating: "x", count: 5000),
    "Zoe\u{301}" + String(repeating: "\u{301}\u{327}", count: 3000),
    "\u{6F22}\u{5B57}\u{6F22}\u{5B57} \u{1F468}\u{200D}\u{1F469}\u{200D}\u{1F467} \u{1F1E9}\u{1F1EA}",
    String(repeating: "\u{6F22}", count: 200), "NFC \u{E9}", "NFC e\u{301}",
  ]
}

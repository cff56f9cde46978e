/**
 * Texts that break what is badly written: markup and code of every format that Marrow writes.
 *
 * Fonts for medical text have every character of these.
 */
export const naughty: readonly string[] = [
  '<b>&amp; </p> <!-- --> ]]> <![CDATA[x]]> <?xml?>',
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>&e; &#x1; &lt;',
  '<script>alert(1)</script><img src="file:///etc/passwd" onerror="x">',
  '</w:t></w:r></w:p> </Content></CharacterStyleRange>',
  '#read("/etc/passwd") #import "@preview/x:1.0.0" $ sum_x $ @ref <label> = x',
  '\\input{/etc/passwd} $\\alpha$ {\\b %~^_ } \\\\',
  '*a* **b** _c_ __d__ `e` ~~f~~ [g](h) ![i](j) <https://k.example> # l',
  ':::note[x] ::figure{ref=x} :cite{source=x} :term[x]{ref=y} :b 12:30',
  '| a | b | --- | :-: | 1. x - y + z > q',
  '--- key: "value" - [item]: {a: b} # comment %YAML 1.2 !!js/function',
  '@article{x, title={y}} TY  - JOUR ER  - AU  - X',
  "=cmd|' /C calc'!A0 \"; DROP TABLE articles; -- ${7*7} {{7*7}} %s %n",
  '{url}{title}{id} __proto__ constructor NULL undefined NaN -0 1e1000',
  'javascript:alert(1) //evil.example/x ../../../../etc/passwd C:\\con',
  'Ø ß ő ł ğ ş ż ǎ ạ ế ﬁ  10⁶ H₂O x² ½ µ μ ≥ ≤ ± × ‰ → ° – — “q” ‘r’ …',
]

/** Texts that a font may lack, or that no page can show: each format must bear them. */
export const unprintable: readonly string[] = [
  'control \u0001 \u001B[31m \u0007 \u007F \u0085 end',
  'bidi \u202Eevil\u202C \u2066x\u2069 zero\u200Bwidth\u200D\uFEFF end',
  'separators \u2028 and \u2029 and \u00A0 and \u3000 end',
  'not characters \uFFFE \uFFFF \u{1FFFF} private \uE000 \u{10F042} end',
  'emoji \u{1F9B4}\u{1F468}\u200D\u2695\uFE0F \u{1F1E6}\u{1F1F9} 漢字 かな 한글 ไทย हिन्दी end',
  'marks Z\u0351\u036B\u0343a\u0301\u0327\u0323l\u0334\u0335\u0336go end',
]

/** Take a naughty text by number, in a round. */
export function naughtyText(number: number): string {
  return naughty[number % naughty.length]!
}

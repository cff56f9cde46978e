/**
 * JSON values that are right (`y_`), wrong (`n_`), or left to the parser (`i_`), in the spirit of
 * https://github.com/nst/JSONTestSuite: all of our own writing. Each stands where a value stands.
 */

/** JSON of RFC 8259 that means one thing: must be taken, and come back the same. */
export const right: readonly string[] = [
  ['[]', '{}', '""', '0', '-1', 'true', 'false', 'null', '[[]]', '{"":{}}', '[{}]', '[null]'],
  ['1', '123', '-123', '0.5', '-0.5', '1e1', '1E1', '1e+1', '1e-1', '1E+2', '1.5e3', '20e1'],
  ['123.456e-78', '0e1', '0e+1', '1e22', '9007199254740991', '-9007199254740991', '4.0', '1e-300'],
  ['[1,2,3]', '[ 1 , 2 ]', '[1\n]', '\t[1]\r\n', '[[1],[2,[3]]]', '[1,null,"a",true,{"b":[]}]'],
  [
    '{"a":1}',
    '{"a":1,"b":2}',
    '{ "a" : 1 }',
    '{"a":{"b":{"c":[{}]}}}',
    '{"a b":1}',
    '{"\\u0061":1}',
  ],
  ['"a"', '"\\""', '"\\\\"', '"\\/"', '"\\b\\f\\n\\r\\t"', '"\\u0061"', '"\\u00e9"', '"é"', '"€"'],
  ['"\\ud83e\\ude7b"', '"🩻"', '"\\u0001"', '"\\u001f"', '"\\u007f"', '"\u007f"', '"\\u2028"'],
  ['"\u2028\u2029"', '"\\uD834\\uDD1E"', '"//"', '"/* c */"', '"#"', '"\\u0022"', '"\\u005c"'],
  ['"\ufffd"', '"\\ufffe"', '"\uffff"', '"\u200b"', '"\u202e"', '"\ufeff"', '"a\u0301"', '" "'],
  ['{"constructor":1}', '{"prototype":{"a":1}}', '{"toString":[]}', '{"length":0}', '{"then":1}'],
  '['.repeat(50) + ']'.repeat(50),
  '{"a":'.repeat(50) + '1' + '}'.repeat(50),
  `"${'x'.repeat(10_000)}"`,
  `[${'1,'.repeat(1000)}1]`,
].flat()

/** No JSON: must be refused. */
export const wrong: readonly string[] = [
  // literals
  ['tru', 'True', 'TRUE', 'nul', 'NULL', 'nil', 'undefined', 'NaN', '-NaN', 'Infinity'],
  ['-Infinity', '+Infinity', 'fals', 'truee', 'nulll', 'a', 'é', '*', '$', '@', '\\', '&', '`'],
  // numbers
  ['+1', '++1', '--1', '-', '+', '.5', '-.5', '1.', '-1.', '0.', '0.e1', '1.e1', '.e1', '1e', '1E'],
  ['1e+', '1e-', '1e.5', '1.5.5', '01', '-01', '00', '-00', '012', '0x1', '0b1', '0o7', '1_000'],
  [
    '1 000',
    '1a',
    '1e1a',
    '0e',
    '0E+',
    '- 1',
    '1-1',
    '1+1',
    '-a',
    '1é',
    '１',
    '٣',
    '1f',
    '1n',
    '1/2',
  ],
  // strings
  [
    '"',
    '"a',
    'a"',
    "'a'",
    "'",
    '`a`',
    '"\\"',
    '"\\',
    '"\\a"',
    '"\\x41"',
    '"\\0"',
    '"\\\'"',
    '"\\U0061"',
  ],
  ['"\\u"', '"\\u1"', '"\\u12"', '"\\u123"', '"\\u123g"', '"\\u 123"', '"\\uD83E\\u"', '"\\u{61}"'],
  [
    '"\n"',
    '"\r"',
    '"\t"',
    '"\u0001"',
    '"\u001f"',
    '"\u0000"',
    '"a"b"',
    '"a" "b"',
    '“a”',
    '"a\\\n"',
  ],
  // arrays
  [
    '[',
    '[1',
    '[1,',
    '[,',
    '[,]',
    '[,1]',
    '[1,]',
    '[1,,2]',
    '[1,,]',
    '[1 2]',
    '[1;2]',
    '[1:2]',
    '["a"',
  ],
  [
    '["a":1]',
    '[1}',
    '[[]',
    '[1,\n',
    '[a]',
    '[*]',
    '[-]',
    '[\u000b1]',
    '[1\u000c]',
    '(1)',
    '<1>',
    '[...]',
  ],
  // objects
  ['{', '{"a"', '{"a":', '{"a":1', '{"a":1,', '{"a":1,}', '{,}', '{"a"}', '{"a",1}', '{"a" 1}'],
  [
    '{"a":1 "b":2}',
    '{"a":1,,"b":2}',
    '{a:1}',
    "{'a':1}",
    '{1:1}',
    '{null:1}',
    '{true:1}',
    '{"a"::1}',
  ],
  [
    '{:1}',
    '{"a":}',
    '{"a":a}',
    '{"a":1]',
    '{[]:1}',
    '{{}:1}',
    '{"a":1;"b":2}',
    '{"a"=1}',
    '{"a":/*c*/1}',
  ],
  [
    '{"a":"b"}}',
    '{"a":1}#',
    '{"a":1}//',
    '{"a":1}/**/',
    '{"a\n":1}',
    '{"a":\'b\'}',
    '{é:1}',
    '{"a":1,"b"}',
  ],
  // around
  [
    '',
    ' ',
    '//c\n1',
    '/*c*/1',
    '#1',
    '1//',
    '\u00a01',
    '\u20281',
    '\u000b1',
    '\u000c1',
    '\u20601',
    '\ufeff1',
  ],
  [
    '<null>',
    '%00',
    '\u0000',
    '1\u0000',
    '[]\u0000',
    '{}\u0000',
    '\\u0031',
    '\\"a\\"',
    '=1',
    ';',
    '()',
  ],
  '['.repeat(10_000),
  '[{"a":'.repeat(5000),
  '{"a":'.repeat(10_000),
].flat()

/** JSON that readers understand in different ways: refused here, with this code. */
export const doubtful: readonly [text: string, code: string][] = [
  // keys given twice, also where only an escape tells them apart
  ['{"a":1,"a":1}', 'json-duplicate-key'],
  ['{"a":1,"b":2,"a":3}', 'json-duplicate-key'],
  ['{"a":1,"\\u0061":2}', 'json-duplicate-key'],
  ['[{"a":{"b":1,"b":2}}]', 'json-duplicate-key'],
  ['{"":1,"":2}', 'json-duplicate-key'],
  // numbers that a double does not hold
  ...inAll('json-unsafe-integer', [
    ['9007199254740993', '-9007199254740993', '9007199254740992'],
    '123456789012345678901234567890',
  ]),
  ...inAll('json-number-out-of-range', ['1e400', '-1e400', '1e9999', '1e99999999999999999999']),
  // half characters, and U+0000
  ...inAll('json-lone-surrogate', [
    ['"\\ud800"', '"\\udc00"', '"\\ud800a"', '"\\ud800\\ud800"', '"\\udc00\\ud800"'],
    '{"\\ud800":1}',
  ]),
  // a name that changes what an object is
  ['{"__proto__":{}}', 'json-forbidden-key'],
  ['{"a":{"__proto__":1}}', 'json-forbidden-key'],
  ['{"\\u005f\\u005fproto\\u005f\\u005f":1}', 'json-forbidden-key'],
  // deeper than any reader is asked to follow
  ['['.repeat(10_000) + ']'.repeat(10_000), 'json-too-deep'],
  ['{"a":'.repeat(10_000) + '1' + '}'.repeat(10_000), 'json-too-deep'],
]

function inAll(code: string, texts: readonly (string | string[])[]): [string, string][] {
  return texts.flat().map((text) => [text, code])
}

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values)

/** Bytes that are no UTF-8: whole bodies. */
export const malformed: Readonly<Record<string, Uint8Array>> = {
  'a lone continuation byte': bytes(0x22, 0x80, 0x22),
  'a first byte without the rest': bytes(0x22, 0xe2, 0x82, 0x22),
  'an overlong slash': bytes(0x22, 0xc0, 0xaf, 0x22),
  'an overlong NUL': bytes(0x22, 0xc0, 0x80, 0x22),
  'an overlong three': bytes(0x22, 0xe0, 0x80, 0xaf, 0x22),
  'a surrogate in UTF-8': bytes(0x22, 0xed, 0xa0, 0x80, 0x22),
  'a pair of surrogates in UTF-8': bytes(0x22, 0xed, 0xa0, 0xbe, 0xed, 0xb9, 0xbb, 0x22),
  'a code point beyond Unicode': bytes(0x22, 0xf4, 0x90, 0x80, 0x80, 0x22),
  'five bytes': bytes(0x22, 0xf8, 0x88, 0x80, 0x80, 0x80, 0x22),
  'the byte FF': bytes(0x22, 0xff, 0x22),
  'Latin-1': bytes(0x22, 0xe9, 0x22),
  'a text that is cut in a character': bytes(0x22, 0xf0, 0x9f, 0xa9),
  'UTF-16 with its mark': bytes(0xff, 0xfe, 0x5b, 0x00, 0x5d, 0x00),
}

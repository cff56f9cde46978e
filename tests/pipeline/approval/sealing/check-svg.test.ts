import {describe, expect, it} from 'vitest'

import {checkSvg, SealError} from '#pipeline'

const ns = 'xmlns="http://www.w3.org/2000/svg"'

function check(text: string) {
  return checkSvg(new TextEncoder().encode(text))
}

function codeOf(text: string | Uint8Array): string | null {
  try {
    checkSvg(typeof text === 'string' ? new TextEncoder().encode(text) : text)
    return null
  } catch (error) {
    if (error instanceof SealError) return error.code
    throw error
  }
}

/** A drawing around some markup. */
function svg(inner: string, attributes = ''): string {
  return `<svg ${ns} viewBox="0 0 40 30" ${attributes}>${inner}</svg>`
}

describe('checkSvg', () => {
  it('measures a drawing by its attributes, else by its view box', () => {
    expect(check(`<svg ${ns} width="640" height="480.4px"/>`)).toEqual({width: 640, height: 480})
    expect(check(`<svg ${ns} viewBox="0,0 40 30"/>`)).toEqual({width: 40, height: 30})
    expect(codeOf(`<svg ${ns} width="100%"/>`)).toBe('svg-malformed')
  })

  it.each([
    [
      'gradients and references inside',
      '<defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/>',
    ],
    ['plain styles', '<style>.a{fill:rgb(1,2,3);stroke:#fff} @media print{.a{fill:black}}</style>'],
    [
      'titles and texts',
      '<title>A knee</title><text x="1"><tspan>Femur &amp; tibia</tspan></text>',
    ],
    ['accessibility', '<g role="img" aria-label="x (y)"/>'],
    ['comments', '<!-- drawn for the project -->'],
  ])('lets through %s', (_, inner) => {
    expect(codeOf(`<?xml version="1.0" encoding="UTF-8"?>\n${svg(inner)}`)).toBe(null)
  })

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a script of another namespace', '<x:script xmlns:x="http://www.w3.org/2000/svg"/>'],
    ['a handler', '<rect onload="alert(1)"/>'],
    ['a handler in capitals', '<rect ONLOAD="alert(1)"/>'],
    ['HTML inside', '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml"/></foreignObject>'],
    ['HTML by its namespace', '<g xmlns="http://www.w3.org/1999/xhtml"/>'],
    ['an image', '<image href="https://example.org/x.png"/>'],
    ['a link', '<a href="https://example.org"/>'],
    ['an animation', '<set attributeName="href" to="javascript:alert(1)"/>'],
    ['an outside use', '<use href="https://example.org/x.svg#a"/>'],
    [
      'an outside use by xlink',
      '<use xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="x.svg#a"/>',
    ],
    ['a data use', '<use href="data:image/svg+xml,x#a"/>'],
    ['a script address', '<use href="javascript:alert(1)"/>'],
    ['an outside fill', '<rect fill="url(https://example.org/x#a)"/>'],
    ['an outside fill in quotes', '<rect fill="url( &quot;//example.org/x#a&quot; )"/>'],
    ['an outside style', '<rect style="background:url(x.png)"/>'],
    ['an unfinished address', '<rect style="background:url(x.png"/>'],
    ['an import', '<style>@import "x.css";</style>'],
    ['an import without an address', '<style>@import/**/"x.css";</style>'],
    ['a font', '<style>@font-face{font-family:x;src:url(#a)}</style>'],
    ['an escape', '<style>.a{background:u\\72l(x.png)}</style>'],
    ['an image set', '<style>.a{background:image-set("x.png" 1x)}</style>'],
    ['a style with markup', '<style><g/></style>'],
    ['a style in CDATA', '<style><![CDATA[@import "x.css";]]></style>'],
    ['a processing instruction', '<?xml-stylesheet href="x.css"?>'],
    ['foreign metadata', '<metadata><rdf:RDF xmlns:rdf="x"/></metadata>'],
    ['a base', '<g xml:base="https://example.org/"/>'],
  ])('refuses %s', (_, inner) => {
    expect(codeOf(svg(inner))).toMatch(/^svg-(unsafe|malformed)$/)
  })

  it('refuses document types, entities and style sheets before the drawing', () => {
    const entity = `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('<text>&x;</text>')}`
    const bomb = `<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>${svg('<text>&b;</text>')}`
    expect(codeOf(entity)).toBe('svg-unsafe')
    expect(codeOf(bomb)).toBe('svg-unsafe')
    expect(codeOf(`<!DOCTYPE svg>${svg('')}`)).toBe('svg-unsafe')
    expect(codeOf(`<?xml-stylesheet href="x.css"?>${svg('')}`)).toBe('svg-unsafe')
    expect(codeOf(svg('<text>&nbsp;</text>'))).toBe('svg-malformed')
  })

  it('refuses what is not well-formed, not UTF-8, not SVG, or nests without end', () => {
    expect(codeOf(svg('<g>'))).toBe('svg-malformed')
    expect(codeOf('<html xmlns="http://www.w3.org/1999/xhtml"/>')).toBe('svg-malformed')
    expect(codeOf('<svg/>')).toBe('svg-malformed')
    expect(codeOf(new Uint8Array([0x3c, 0xff, 0xfe]))).toBe('svg-malformed')
    expect(codeOf(svg('<g>'.repeat(100_000) + '</g>'.repeat(100_000)))).toBe('svg-malformed')
    expect(codeOf(svg(`<!--${'x'.repeat(5_000_001)}-->`))).toBe('asset-too-large')
  })
})

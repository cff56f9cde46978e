/** What an SVG keeps when it is served; everything else is left out. */

/** Elements that draw or structure: none that runs, loads or animates. */
export const svgElements: ReadonlySet<string> = new Set(
  `svg g defs title desc symbol use switch path rect circle ellipse line polyline polygon text
   tspan textPath linearGradient radialGradient stop clipPath mask pattern marker style filter image
   feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB
   feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile
   feTurbulence`.split(/\s+/),
)

/** Attributes of geometry, presentation and accessibility; `aria-*` besides. */
export const svgAttributes: ReadonlySet<string> = new Set(
  `id class style lang role version viewBox preserveAspectRatio width height x y x1 y1 x2
   y2 cx cy r rx ry fx fy fr dx dy d points pathLength transform rotate textLength lengthAdjust
   startOffset method spacing offset gradientUnits gradientTransform spreadMethod
   clipPathUnits maskUnits maskContentUnits patternUnits patternContentUnits patternTransform
   markerUnits markerWidth markerHeight refX refY orient filterUnits primitiveUnits in in2 result
   mode values type tableValues slope intercept amplitude exponent operator k1 k2 k3 k4
   stdDeviation edgeMode radius order baseFrequency numOctaves seed stitchTiles color fill
   fill-opacity fill-rule stroke stroke-dasharray stroke-dashoffset stroke-linecap
   stroke-linejoin stroke-miterlimit stroke-opacity stroke-width opacity display visibility
   overflow clip clip-path clip-rule mask filter flood-color flood-opacity stop-color
   stop-opacity marker-start marker-mid marker-end paint-order vector-effect shape-rendering
   text-rendering image-rendering color-interpolation color-interpolation-filters font-family
   font-size font-size-adjust font-stretch font-style font-variant font-weight letter-spacing
   word-spacing text-anchor text-decoration dominant-baseline alignment-baseline
   baseline-shift writing-mode direction unicode-bidi systemLanguage xml:lang
   xml:space`.split(/\s+/),
)

const functions: ReadonlySet<string> = new Set(
  `url rgb rgba hsl hsla calc min max clamp var matrix translate translatex translatey scale
   scalex scaley rotate skewx skewy not is where nth-child nth-of-type and`.split(/\s+/),
)

/** Can this CSS, or attribute that takes CSS, load nothing? */
export function isInertCss(css: string): boolean {
  if (css.includes('\\') || css.includes('@')) return false
  const plain = withoutComments(css)
  if (plain === null || !calledIn(plain).every((name) => functions.has(name))) return false
  return [...plain.matchAll(/url\(([^)]*)\)?/gi)].every(([, target = '']) =>
    /^\s*(["']?)#[\w.:-]+\1\s*$/.test(target),
  )
}

/** Put a space in the place of each comment; null where one does not end. In linear time. */
function withoutComments(css: string): string | null {
  const parts: string[] = []
  let from = 0
  for (;;) {
    const start = css.indexOf('/*', from)
    if (start === -1) return [...parts, css.slice(from)].join(' ')
    const end = css.indexOf('*/', start + 2)
    if (end === -1) return null
    parts.push(css.slice(from, start))
    from = end + 2
  }
}

/** Names right before each `(`, in lower case; brackets without one are left out. */
function calledIn(css: string): string[] {
  const names: string[] = []
  for (let at = css.indexOf('('); at !== -1; at = css.indexOf('(', at + 1)) {
    let start = at
    while (start > 0 && /[\w-]/.test(css[start - 1] ?? '')) start -= 1
    const name = css.slice(start, at).replace(/^[0-9]+/, '')
    if (name !== '') names.push(name.toLowerCase())
  }
  return names
}

/** May an element refer to this? Its own parts, and pictures that lie in the file itself. */
export function isInertReference(element: string, target: string): boolean {
  if (/^#[^\s"'<>\\]+$/.test(target)) return true
  return element === 'image' && /^data:image\/(?:png|jpeg|gif|webp);base64,[\w+/=\s]*$/.test(target)
}

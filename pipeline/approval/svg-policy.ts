/** What an SVG may hold; whatever is not here is refused, not cleaned. */

/** Elements that draw or structure, and none that runs, loads or animates. */
export const svgElements: ReadonlySet<string> = new Set(
  `svg g defs title desc symbol use switch path rect circle ellipse line polyline polygon text
   tspan textPath linearGradient radialGradient stop clipPath mask pattern marker style filter
   feBlend feColorMatrix feComponentTransfer feComposite feDropShadow feFlood feFuncA feFuncB
   feFuncG feFuncR feGaussianBlur feMerge feMergeNode feMorphology feOffset feTile
   feTurbulence`.split(/\s+/),
)

/** Attributes of geometry, presentation and accessibility; `aria-*` besides. */
export const svgAttributes: ReadonlySet<string> = new Set(
  `id class style lang role tabindex version viewBox preserveAspectRatio width height x y x1 y1 x2
   y2 cx cy r rx ry fx fy fr dx dy d points pathLength transform rotate textLength lengthAdjust
   href startOffset method spacing offset gradientUnits gradientTransform spreadMethod
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
   baseline-shift writing-mode direction unicode-bidi systemLanguage`.split(/\s+/),
)

/** Functions that CSS, or an attribute that takes CSS, may call; none but `url` can load. */
export const cssFunctions: ReadonlySet<string> = new Set(
  `url rgb rgba hsl hsla calc min max clamp var matrix translate translateX translateY scale
   scaleX scaleY rotate skewX skewY not is where nth-child nth-of-type media and`.split(/\s+/),
)

/** Namespaces that may be declared, by the attribute that declares them. */
export const svgNamespaces: Readonly<Record<string, string>> = {
  xmlns: 'http://www.w3.org/2000/svg',
  'xmlns:xlink': 'http://www.w3.org/1999/xlink',
}

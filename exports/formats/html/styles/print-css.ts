/**
 * What paper needs, on the page and in the fragment.
 *
 * @param prefix
 *   Put before every class.
 */
export function printCss(prefix: string): string {
  return `
@media print {
  .$article :where(h1, h2, h3, h4, h5, h6) { break-after: avoid; }
  .$article :where(figure, tr, .$callout, .$key-points, .$source, .$banner) { break-inside: avoid; }
  .$article :where(p, li) { orphans: 3; widows: 3; }
  .$article :where(.$callout, .$key-points, .$banner, .$expert-quote) { border: 1px solid #999; border-inline-start-width: .3rem; }
  .$article figure img { max-height: 11cm; width: auto; max-width: 100%; }
  .$article .$lead-figure img { width: auto; }
  .$article img.$no-print { display: none; }
  .$only-print { display: block; }
  .$article a.$term { text-decoration: none; }
  .$article .$back-links, .$article .$support { display: none; }
  .$table-scroll { overflow: visible; }
}
`.replaceAll('.$', `.${prefix}`)
}

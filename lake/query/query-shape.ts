/**
 * Give a query without its texts and numbers: what a slow one is remembered by.
 *
 * Queries that differ in values only take about the same time.
 */
export function queryShape(query: string): string {
  return query
    .slice(0, 4096)
    .replaceAll(/"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'/g, '""')
    .replaceAll(/\b\d[\d.]*\b/g, '0')
    .replaceAll(/\s+/g, ' ')
}

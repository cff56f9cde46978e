/** What one Markdown body may be, so that parsing it takes bounded time and stack. */
export const limits = {
  /** UTF-16 units in a body. */
  length: 100_000,
  /** Lists in lists. */
  listDepth: 20,
  /** Container directives in one another. */
  directiveDepth: 20,
  /** Markers of lists and quotes at the start of one line. */
  markersInLine: 30,
  /** Columns of white space before the text of a line. */
  indent: 400,
  /** The same marker (`*`, `_`, `~`) in a row. */
  run: 100,
  /** Open square brackets. */
  brackets: 50,
  /** Characters that may start or end inline markup, in lines without an empty one between. */
  markup: 5000,
  /** Nodes in one another, whatever they are. */
  treeDepth: 80,
  /** Marks on one text. */
  marks: 20,
}

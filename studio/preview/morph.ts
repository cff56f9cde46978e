/**
 * Make an element equal to another one by changing as little of it as possible, so that the reader
 * keeps their place and pictures stay.
 *
 * @param to Of any document; members of it are moved.
 */
export function morph(from: Element, to: Element): void {
  copyAttributes(from, to)
  const [old, next] = [[...from.childNodes], [...to.childNodes]]
  const least = Math.min(old.length, next.length)
  let start = 0
  while (start < least && old[start]?.isEqualNode(next[start] ?? null)) start += 1
  let end = 0
  while (end < least - start && old.at(-1 - end)?.isEqualNode(next.at(-1 - end) ?? null)) end += 1

  const gone = old.slice(start, old.length - end)
  const come = next.slice(start, next.length - end)
  const canMorph =
    gone.length === come.length && gone.every((node, index) => isAlike(node, come[index]))
  if (canMorph) {
    for (const [index, node] of gone.entries()) morph(node as Element, come[index] as Element)
    return
  }
  const before = old[old.length - end] ?? null
  for (const node of gone) node.remove()
  for (const node of come) from.insertBefore(node, before)
}

function isAlike(node: Node, other: Node | undefined): boolean {
  return node.nodeType === 1 && other?.nodeType === 1 && node.nodeName === other.nodeName
}

function copyAttributes(from: Element, to: Element): void {
  for (const name of from.getAttributeNames()) {
    // What the reader opened stays open.
    const isOpened = name === 'open' && from.nodeName === 'DETAILS'
    if (!to.hasAttribute(name) && !isOpened) from.removeAttribute(name)
  }
  for (const {name, value} of to.attributes) {
    if (from.getAttribute(name) !== value) from.setAttribute(name, value)
  }
}

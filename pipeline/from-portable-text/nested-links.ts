import type {PhrasingContent} from 'mdast'

/** Report each link that is inside another link, to an article or to the web. */
export function reportNestedLinks(
  nodes: readonly PhrasingContent[],
  fault: (reason: string) => void,
  inLink = false,
): void {
  for (const node of nodes) {
    if (!('children' in node)) continue
    const isLink = node.type === 'link' || node.type === 'articleLink'
    if (isLink && inLink) fault('A link is inside another link: keep one of them')
    reportNestedLinks(node.children, fault, inLink || isLink)
  }
}

import type {Element, Nodes} from 'hast'
import {createElement, Fragment, type ReactNode} from 'react'

/** Attributes that a preview keeps; ids and addresses would act on the Studio's own page. */
const kept = new Set(['alt', 'colSpan', 'dir', 'lang', 'rowSpan', 'scope', 'title'])

/**
 * Sanitised hast as React elements: nothing in it can be followed or clicked.
 *
 * @param picture Gives the address of a picture by the one that an export would have.
 */
export function HastView({node, picture}: {node: Nodes; picture: (src: string) => string}) {
  return <>{toReact(node, picture)}</>
}

function toReact(node: Nodes, picture: (src: string) => string): ReactNode {
  if (node.type === 'text') return node.value
  if (node.type === 'root') return childrenOf(node.children, picture)
  if (node.type !== 'element') return null
  const name = node.tagName === 'a' ? 'u' : node.tagName
  const children = node.children.length > 0 ? childrenOf(node.children, picture) : undefined
  return createElement(name, propertiesOf(node, picture), children)
}

function childrenOf(nodes: readonly Nodes[], picture: (src: string) => string): ReactNode {
  return nodes.map((node, index) => <Fragment key={index}>{toReact(node, picture)}</Fragment>)
}

function propertiesOf(
  {properties}: Element,
  picture: (src: string) => string,
): Record<string, unknown> {
  const own = Object.entries(properties).flatMap(([name, value]): Array<[string, unknown]> => {
    if (name === 'className' && Array.isArray(value)) return [['className', value.join(' ')]]
    if (name === 'src' && typeof value === 'string') return [['src', picture(value)]]
    return kept.has(name) ? [[name, value]] : []
  })
  return Object.fromEntries(own)
}

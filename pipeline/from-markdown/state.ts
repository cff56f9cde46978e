import type {Definition, Nodes, PhrasingContent, Root, RootContent} from 'mdast'
import type {VFile} from 'vfile'

import type {Mark, Run} from '../from-portable-text/build-marks-tree.ts'
import {report} from '../report.ts'

/** Place in Markdown. */
export type Point = NonNullable<Root['position']>['start']

export type ContainerDirective = Extract<RootContent, {type: 'containerDirective'}>
export type LeafDirective = Extract<RootContent, {type: 'leafDirective'}>
export type TextDirective = Extract<RootContent, {type: 'textDirective'}>
export type Directives = ContainerDirective | LeafDirective | TextDirective

/** What the handlers share. */
export interface State {
  /** What is read. */
  markdown: string
  /** Link definitions by identifier. */
  definitions: ReadonlyMap<string, Definition>
  /** Definitions that a link used. */
  used: Set<Definition>
  /** Report a fault that loses or changes content; nothing may be published with one. */
  fatal(ruleId: string, reason: string, place: Nodes | Point | undefined): void
  warning(ruleId: string, reason: string, place: Nodes | Point | undefined): void
  /** Number that no other annotation of this body has. */
  nextNumber(): number
}

/** Turn one block of Markdown into our nodes. */
export type BlockHandler<Node extends Nodes = Nodes> = (state: State, node: Node) => RootContent[]

/** Turn one inline node into runs of text that carry `marks`. */
export type InlineHandler<Node extends PhrasingContent = PhrasingContent> = (
  state: State,
  node: Node,
  marks: Mark[],
) => Run[]

export function createState(
  file: VFile,
  path: string,
  markdown: string,
  definitions: ReadonlyMap<string, Definition>,
): State {
  let number = 0
  const at = (place: Nodes | Point | undefined): string => {
    const point = place && 'type' in place ? startOf(place) : place
    return point ? `${path}:${point.line}:${point.column}` : path
  }
  return {
    markdown,
    definitions,
    used: new Set(),
    fatal(ruleId, reason, place) {
      report(file, {severity: 'fatal', ruleId, reason, path: at(place)})
    },
    warning(ruleId, reason, place) {
      report(file, {severity: 'warning', ruleId, reason, path: at(place)})
    },
    nextNumber: () => number++,
  }
}

/** Find where a node starts; our own nodes have no place. */
export function startOf(node: Nodes): Point | undefined {
  return 'position' in node ? node.position?.start : undefined
}

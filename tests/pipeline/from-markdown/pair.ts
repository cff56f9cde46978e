import type {RootContent} from 'mdast'

/** One construct of the model, written both ways, and what it must become. */
export interface Pair {
  name: string
  portableText: unknown[]
  markdown: string
  nodes: RootContent[]
}

export const paragraph = (...children: unknown[]): RootContent =>
  ({type: 'paragraph', children}) as RootContent

export const text = (value: string) => ({type: 'text', value})

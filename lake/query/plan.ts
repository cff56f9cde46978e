import type {AccessElementNode, ExprNode, FilterNode, SliceNode} from 'groq-js'

import type {OrderField} from '../store/candidate-plan.ts'
import {call} from './call.ts'
import {all} from './conditions.ts'
import type {Template} from './conditions.ts'
import {fieldOf, isThis} from './paths.ts'
import type {Perspective} from './perspective.ts'
import {planCondition} from './plan-condition.ts'
import {typesOf} from './plan-count.ts'
import {parseFault} from './query-error.ts'
import {parseTextQuery} from './text-query.ts'
import type {TextQuery} from './text-query.ts'
import {childrenOf, mapTree, someNode, ungrouped} from './tree.ts'

/** One `*` of a query with its filter: documents to get from the store. */
export interface Source {
  /** A superset of the documents, for the store. */
  where: Template
  /** What decides, document by document; undefined where the tree still holds the filter. */
  filter?: ExprNode
  /** How the query orders these documents, as far as the store can do it. */
  order?: {by: OrderField; direction: 'asc' | 'desc'}
  /** How many documents in that order the query looks at. */
  needed?: number
  /** The query looks at their number only. */
  isCount?: boolean
  /** What the filter says, where it is about types and nothing else. */
  types?: readonly string[]
  /** There is no filter. */
  isEverything?: boolean
}

/** A query made ready: each `*` is a call to a source, each `text::query` a call to its test. */
export interface Plan {
  tree: ExprNode
  sources: Source[]
  textQueries: TextQuery[]
  /** Fields that the query names: what it dereferences is in one of them. */
  fields: ReadonlySet<string>
}

/** Plan a query: decide what to ask the store for, and what to leave to groq-js. */
export function planQuery(
  tree: ExprNode,
  options: {perspective: Perspective; identity: string},
): Plan {
  const planner = new Planner(options.perspective, options.identity)
  const fields = new Set<string>()
  someNode(tree, (node) => {
    if (node.type === 'AccessAttribute') fields.add(node.name)
    return false
  })
  return {
    tree: planner.rewrite(tree),
    sources: planner.sources,
    textQueries: planner.textQueries,
    fields,
  }
}

type Demand = Pick<Source, 'order' | 'needed' | 'isCount'>

class Planner {
  readonly sources: Source[] = []
  readonly textQueries: TextQuery[] = []
  readonly #perspective: Perspective
  readonly #identity: string

  constructor(perspective: Perspective, identity: string) {
    this.#perspective = perspective
    this.#identity = identity
  }

  rewrite(tree: ExprNode): ExprNode {
    return mapTree(tree, (node) => this.#replace(node))
  }

  #replace(node: ExprNode): ExprNode | undefined {
    switch (node.type) {
      case 'Everything':
        return this.#add({where: all}, [])
      case 'Filter':
        return this.#source(node, {})
      case 'Slice':
        return this.#sliced(node, node.left, node.right + (node.isInclusive ? 1 : 0))
      case 'AccessElement':
        return this.#sliced(node, node.index, node.index + 1)
      case 'FuncCall':
        return this.#called(node)
      case 'OpCall':
        return node.op === 'match' ? this.#matched(node.left, ungrouped(node.right)) : undefined
      default:
        return undefined
    }
  }

  /** `*[…] | order(…)[0...n]`: the store gives documents in order, and only so many are needed. */
  #sliced(node: SliceNode | AccessElementNode, from: number, needed: number): ExprNode | undefined {
    if (from < 0 || needed < 0) return undefined
    const base = ungrouped(node.base)
    if (base.type !== 'PipeFuncCall') {
      const source = this.#source(base, {needed})
      return source && {...node, base: source}
    }
    const [first] = base.args
    const order = base.name === 'order' && first ? this.#orderOf(first) : undefined
    const source = order && this.#source(ungrouped(base.base), {order, needed})
    if (!source) return undefined
    const args = base.args.map((arg) => this.rewrite(arg))
    return {...node, base: {...base, base: source, args}}
  }

  #orderOf(key: ExprNode): Source['order'] {
    const direction = key.type === 'Desc' ? 'desc' : 'asc'
    const field = fieldOf(key.type === 'Desc' || key.type === 'Asc' ? key.base : key)
    if (field === undefined || field === '_type' || field === 'slug') return undefined
    const isPublished = field === '_id' && this.#perspective.kind === 'layers'
    return {by: isPublished ? 'publishedId' : field, direction}
  }

  /** `*`, `*[…]` or `*[…][…]`: undefined for any other expression. */
  #source(expression: ExprNode, demand: Demand): ExprNode | undefined {
    const filters: ExprNode[] = []
    let base = ungrouped(expression)
    for (; base.type === 'Filter'; base = ungrouped(base.base)) filters.unshift(base.expr)
    if (base.type !== 'Everything') return undefined
    const [first, ...rest] = filters
    if (!first) return this.#add({where: all, isEverything: true, ...demand}, [])
    const filter = rest.reduce<ExprNode>((left, right) => ({type: 'And', left, right}), first)
    const bound: ExprNode[] = []
    const where = planCondition(filter, {
      perspective: this.#perspective,
      identity: this.#identity,
      bound,
    })
    const expr = this.rewrite(filter)
    if (!someNode(filter, ({type}) => type === 'Parent')) {
      const types = demand.isCount ? typesOf(filter, this.#identity) : undefined
      return this.#add({where, filter: expr, ...demand, ...(types && {types})}, [])
    }
    // The filter looks at an outer document: it stays, over what the store finds for that one.
    const node: FilterNode = {
      type: 'Filter',
      base: this.#add(
        {where},
        bound.map((value) => this.rewrite(value)),
      ),
      expr,
    }
    return node
  }

  #called(node: ExprNode & {type: 'FuncCall'}): ExprNode | undefined {
    const {namespace, name, args} = node
    if (namespace === 'releases' && name === 'all') {
      return this.#source(releases, {})
    }
    if (namespace !== 'global' || name !== 'count' || !args[0]) return undefined
    const counted = ungrouped(args[0])
    const source = this.#source(counted, {isCount: true})
    return source && {...node, args: [source]}
  }

  /**
   * `@ match text::query($q)` asks about the whole document; with a field on its left, about that
   * field, word by word.
   */
  #matched(left: ExprNode, right: ExprNode): ExprNode | undefined {
    if (right.type !== 'FuncCall' || right.namespace !== 'text') return undefined
    const argument = right.args[0] && ungrouped(right.args[0])
    if (argument?.type !== 'Value' || typeof argument.value !== 'string') {
      throw parseFault('text::query() needs a string or a parameter', 0, 0)
    }
    const query = parseTextQuery(argument.value)
    if (query.length === 0) return {type: 'Value', value: true}
    if (isThis(left) || childrenOf(left).some((element) => childrenOf(element).some(isThis))) {
      this.textQueries.push(query)
      return call('text', this.textQueries.length - 1, [{type: 'AccessAttribute', name: '_id'}])
    }
    const rewritten = this.rewrite(left)
    const words = query.flatMap(({words, isPrefix, isNegated}) =>
      words.map((word, index) => {
        const value = isPrefix && index === words.length - 1 ? `${word}*` : word
        const match: ExprNode = {
          type: 'OpCall',
          op: 'match',
          left: rewritten,
          right: {type: 'Value', value},
        }
        return isNegated ? ({type: 'Not', base: match} as const) : match
      }),
    )
    return words.reduce<ExprNode>((all, word) => ({type: 'And', left: all, right: word}), {
      type: 'Value',
      value: true,
    })
  }

  #add(source: Source, args: ExprNode[]): ExprNode {
    this.sources.push(source)
    return call('source', this.sources.length - 1, args)
  }
}

const releases: ExprNode = {
  type: 'Filter',
  base: {type: 'Everything'},
  expr: {
    type: 'OpCall',
    op: '==',
    left: {type: 'AccessAttribute', name: '_type'},
    right: {type: 'Value', value: 'system.release'},
  },
}

import type {List, ListItem, Paragraph, RootContent} from 'mdast'

/** What a block says about its place in a list. */
export interface ListPlace {
  ordered: boolean
  /** From 1. */
  level: number
}

/**
 * Nest neighbouring list blocks by their level.
 *
 * ```text
 * bullet 1, bullet 3, bullet 2, number 2 → (item (list (item)) (list (item)) (list (item)))
 * ```
 *
 * A jump of levels nests once. Another kind of list at the same level starts a list of its own.
 * Items without text and without lists in them are left out.
 */
export class ListBuilder {
  #parent: RootContent[]
  #open: Array<{list: List; level: number}> = []

  /**
   * @param parent
   *   Children that lists are added to.
   */
  constructor(parent: RootContent[]) {
    this.#parent = parent
  }

  /** Add a block as an item. */
  add(paragraph: Paragraph, place: ListPlace): void {
    while ((this.#open.at(-1)?.level ?? 0) > place.level) this.#open.pop()
    const top = this.#open.at(-1)
    if (top?.level === place.level && top.list.ordered !== place.ordered) this.#open.pop()
    if (this.#open.at(-1)?.level !== place.level) {
      const list: List = {type: 'list', ordered: place.ordered, spread: false, children: []}
      if (place.ordered) list.start = 1
      this.#siblings().push(list)
      this.#open.push({list, level: place.level})
    }
    const children = paragraph.children.length > 0 ? [paragraph] : []
    this.#open.at(-1)?.list.children.push({type: 'listItem', spread: false, children})
  }

  /** Close all lists: the next item starts a new one. */
  end(): void {
    if (this.#open.length === 0) return
    this.#open = []
    const last = this.#parent.at(-1)
    if (last?.type === 'list' && !dropEmptyItems(last)) this.#parent.pop()
  }

  #siblings(): RootContent[] {
    const item = this.#open.at(-1)?.list.children.at(-1)
    return item ? item.children : this.#parent
  }
}

/**
 * Drop items that have nothing in them, and lists that have no items, in place.
 *
 * @returns
 *   Whether anything is left.
 */
export function dropEmptyItems(list: List): boolean {
  list.children = list.children.filter(keepItem)
  return list.children.length > 0
}

function keepItem(item: ListItem): boolean {
  item.children = item.children.filter((child) => child.type !== 'list' || dropEmptyItems(child))
  return item.children.length > 0
}

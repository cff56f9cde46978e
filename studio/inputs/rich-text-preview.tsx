import {createElement, Fragment, type ReactNode} from 'react'

import type {RichText} from '#schemas'

import {List, Words} from './preview-styles.ts'

type TextBlock = RichText[number]
type Child = NonNullable<TextBlock['children']>[number]

const elements: Readonly<Record<string, string>> = {
  strong: 'strong',
  em: 'em',
  sub: 'sub',
  sup: 'sup',
}

/** Paragraphs and lists as a reader will see them, without anything to click. */
export function RichTextPreview({value}: {value: unknown}) {
  const blocks = Array.isArray(value) ? (value as TextBlock[]) : []
  return (
    <Words>
      {blocks.map((block) =>
        block.listItem ? (
          <List key={block._key} $level={block.level ?? 1} $isNumber={block.listItem === 'number'}>
            {childrenOf(block)}
          </List>
        ) : (
          <p key={block._key}>{childrenOf(block)}</p>
        ),
      )}
    </Words>
  )
}

function childrenOf({children = []}: TextBlock): ReactNode {
  return children.map((child) => <Fragment key={child._key}>{nodeOf(child)}</Fragment>)
}

function nodeOf(child: Child): ReactNode {
  if (child._type !== 'span') return <sup>[…]</sup>
  return (child.marks ?? []).reduce<ReactNode>((inner, mark) => {
    const element = elements[mark]
    return element ? createElement(element, {}, inner) : <u>{inner}</u>
  }, child.text)
}

import {VFile} from 'vfile'
import type {ValidationError} from 'sanity'

import {isDocumentType, parseDocument} from '#schemas'
import {fromMarkdown} from '#pipeline'

import {fieldTitles} from './field-titles.ts'
import {plainMessage} from './plain-message.ts'
import {toStudioPath} from './problem-path.ts'

/**
 * Check a document as sealing will: by the content model's parser, and each Markdown body by the
 * pipeline. Both are the only rules; this puts them into words and places of the form.
 */
export function checkDocument(document: unknown): ValidationError[] {
  if (!isRecord(document)) return []
  const type = document['_type']
  if (typeof type !== 'string' || !isDocumentType(type)) return []
  const titles = fieldTitles(type)
  const {problems} = parseDocument(document)
  return [
    ...problems.map((problem) => ({
      message: plainMessage(problem, titles),
      path: toStudioPath(problem.path),
      code: `custom.${problem.code}`,
    })),
    ...nestedFaults(document['sections'], ['sections']),
    ...sectionFaults(document['section'], ['section']),
  ]
}

type Step = string | {_key: string}

function nestedFaults(sections: unknown, path: readonly Step[]): ValidationError[] {
  if (!Array.isArray(sections)) return []
  return sections.flatMap((section: unknown) => {
    const key = isRecord(section) ? section['_key'] : undefined
    return typeof key === 'string' ? sectionFaults(section, [...path, {_key: key}]) : []
  })
}

function sectionFaults(section: unknown, path: readonly Step[]): ValidationError[] {
  if (!isRecord(section)) return []
  const {markdown, sections} = section
  return [
    ...(typeof markdown === 'string' ? faultsOf(markdown, [...path, 'markdown']) : []),
    ...nestedFaults(sections, [...path, 'sections']),
  ]
}

function faultsOf(markdown: string, path: Step[]): ValidationError[] {
  const file = new VFile()
  fromMarkdown(markdown, file, 'markdown')
  return file.messages
    .filter(({fatal}) => fatal === true)
    .map(({reason, ruleId, file: place}) => {
      const line = /:(\d+):\d+$/.exec(place ?? '')?.[1]
      const message = line ? `Line ${line}: ${reason}` : reason
      return {message, path, code: `custom.${ruleId ?? 'markdown'}`}
    })
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

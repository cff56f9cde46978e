import type {Paragraph, PhrasingContent, RootContent} from 'mdast'
import type {VFile} from 'vfile'

import type {ConflictOfInterest, Person, SiteSettings} from '#schemas'

import type {Content} from './approval/types.ts'
import {buildBlocks} from './build-tree.ts'
import {findDocument} from './documents.ts'
import {report} from './report.ts'
import type {Section, Tree} from './tree.ts'

/** A page that the site's own edition gives. */
export interface SitePage {
  /** Its slug, too. */
  page: 'expert-board' | 'editorial-process'
  title: string
  summary: string
  tree: Tree
}

/**
 * Build the pages of a site's content: its expert board and its editorial process.
 *
 * A page that would be empty is not made.
 *
 * @param file
 *   Receives what the bodies report, and a fatal `person-missing` for a member who is not in the
 *   content.
 */
export function buildSitePages(content: Content, file: VFile): SitePage[] {
  const settings = findDocument(content, 'siteSettings', content.root)
  if (!settings) return []
  const board = boardSections(settings, content, file)
  const process = processSections(settings, file)
  const pages: SitePage[] = [
    {
      page: 'expert-board',
      title: 'Expert board',
      summary: `The medical experts of ${settings.name}, and their interests.`,
      tree: {type: 'root', children: board},
    },
    {
      page: 'editorial-process',
      title: 'Editorial process',
      summary: `How ${settings.name} writes, checks and reviews what it publishes.`,
      tree: {type: 'root', children: process},
    },
  ]
  return pages.filter(({tree}) => tree.children.length > 0)
}

function boardSections(settings: SiteSettings, content: Content, file: VFile): Section[] {
  return (settings.expertBoard ?? []).flatMap(({_key, _ref}) => {
    const path = `expertBoard[_key==${JSON.stringify(_key)}]`
    const person = findDocument(content, 'person', _ref)
    if (person) return [memberSection(person, path, file)]
    report(file, {
      ruleId: 'person-missing',
      severity: 'fatal',
      reason: `The person \`${_ref}\` is not in the content; publish them, or take them off the board`,
      path,
    })
    return []
  })
}

/** A member of the board: who they are, their portrait, their biography, their interests. */
function memberSection(person: Person, path: string, file: VFile): Section {
  const {boardRole, specialty, affiliation, conflictOfInterest: conflict} = person
  const facts = [specialty, affiliation].filter(Boolean).join(', ')
  const children: RootContent[] = [
    ...(boardRole ? [paragraph({type: 'strong', children: [textNode(boardRole)]})] : []),
    ...(facts ? [paragraph(textNode(facts))] : []),
    ...(person.photo ? [{type: 'figure' as const, figure: person._id}] : []),
    ...buildBlocks(person.biography ?? [], `${path}->biography`, file),
    ...(conflict ? interests(conflict) : []),
  ]
  const title = [person.name, ...(person.credentials ?? [])].join(', ')
  return {type: 'section', title, depth: 1, path, children}
}

/** The day is a node of its own, so that the signed text does not depend on how a page writes it. */
function interests({statement, date}: ConflictOfInterest): Paragraph[] {
  if (!statement && !date) return []
  const words = ['Conflicts of interest:', statement].filter(Boolean).join(' ')
  return date
    ? [paragraph(textNode(`${words} (`), {type: 'calendarDay', value: date}, textNode(')'))]
    : [paragraph(textNode(words))]
}

function processSections(settings: SiteSettings, file: VFile): Section[] {
  const {editorialPolicy, factChecking, sourcing} = settings
  const policy = buildBlocks(editorialPolicy ?? [], 'editorialPolicy', file)
  const checking = buildBlocks(factChecking ?? [], 'factChecking', file)
  return [
    ...plainSection('Editorial policy', 'editorialPolicy', policy),
    ...plainSection('Fact-checking', 'factChecking', checking),
    ...plainSection('Sourcing', 'sourcing', sourcing ? [paragraph(textNode(sourcing))] : []),
  ]
}

/** A section, or none when it would be empty. */
function plainSection(title: string, path: string, children: RootContent[]): Section[] {
  return children.length > 0 ? [{type: 'section', title, depth: 1, path, children}] : []
}

function paragraph(...children: PhrasingContent[]): Paragraph {
  return {type: 'paragraph', children}
}

function textNode(value: string): PhrasingContent {
  return {type: 'text', value}
}

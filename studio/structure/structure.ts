import {BookIcon} from '@sanity/icons/Book'
import {CalendarIcon} from '@sanity/icons/Calendar'
import {CheckmarkCircleIcon} from '@sanity/icons/CheckmarkCircle'
import {ClockIcon} from '@sanity/icons/Clock'
import {CogIcon} from '@sanity/icons/Cog'
import {CommentIcon} from '@sanity/icons/Comment'
import {DocumentsIcon} from '@sanity/icons/Documents'
import {DocumentTextIcon} from '@sanity/icons/DocumentText'
import {EditIcon} from '@sanity/icons/Edit'
import {EyeOpenIcon} from '@sanity/icons/EyeOpen'
import {ImageIcon} from '@sanity/icons/Image'
import {InboxIcon} from '@sanity/icons/Inbox'
import {RemoveCircleIcon} from '@sanity/icons/RemoveCircle'
import {TagIcon} from '@sanity/icons/Tag'
import {TranslateIcon} from '@sanity/icons/Translate'
import {UsersIcon} from '@sanity/icons/Users'
import {EarthGlobeIcon} from '@sanity/icons/EarthGlobe'
import type {ComponentType} from 'react'
import type {StructureBuilder, StructureResolver, StructureResolverContext} from 'sanity/structure'

import {articlesByLanguage, articlesByTopic} from './article-groups.ts'
import {TaskList} from './task-list.tsx'
import {tasksFor, type Task} from './tasks.ts'

const taskIcons: Readonly<Record<string, ComponentType>> = {
  'my-drafts': EditIcon,
  'to-review': InboxIcon,
  'in-review': EyeOpenIcon,
  'changes-requested': CommentIcon,
  approved: CheckmarkCircleIcon,
  due: CalendarIcon,
  overdue: ClockIcon,
  withdrawn: RemoveCircleIcon,
}

/** The lists of the desk: first what waits, then everything by kind, as far as the role needs it. */
export const structure: StructureResolver = (S, context) => {
  const roles = context.currentUser?.roles.map(({name}) => name) ?? []
  const seesDrafts = roles.some((role) => role !== 'viewer')
  return S.list()
    .id('desk')
    .title('Desk')
    .items([
      ...(seesDrafts ? tasksFor(roles).map((task) => taskItem(S, task)) : []),
      ...(seesDrafts ? [S.divider().title('Articles')] : []),
      ...articleItems(S, context),
      S.divider().title('Beside the articles'),
      ...otherItems(S),
      S.divider().title('Going out'),
      S.documentTypeListItem('publisher').title('Publishers').icon(EarthGlobeIcon),
      S.listItem()
        .id('settings')
        .title('Site settings')
        .icon(CogIcon)
        .child(
          S.defaultDocument({schemaType: 'siteSettings', documentId: 'siteSettings'}).id(
            'settings',
          ),
        ),
    ])
}

function taskItem(S: StructureBuilder, {name, title}: Task) {
  return S.listItem()
    .id(name)
    .title(title)
    .icon(taskIcons[name])
    .child(
      S.component(TaskList)
        .id(name)
        .title(title)
        .child((documentId) => {
          const schemaType = documentId === 'siteSettings' ? 'siteSettings' : 'article'
          return S.defaultDocument({schemaType, documentId}).id(documentId)
        }),
    )
}

function articleItems(S: StructureBuilder, context: StructureResolverContext) {
  return [
    S.documentTypeListItem('article').title('All articles').icon(DocumentTextIcon),
    S.listItem()
      .id('by-topic')
      .title('By topic')
      .icon(TagIcon)
      .child(() => articlesByTopic(S, context)),
    S.listItem()
      .id('by-language')
      .title('By language')
      .icon(TranslateIcon)
      .child(() => articlesByLanguage(S, context)),
  ]
}

function otherItems(S: StructureBuilder) {
  return [
    S.listItem()
      .id('sources')
      .title('Sources')
      .icon(BookIcon)
      .child(
        S.list()
          .id('sources')
          .title('Sources')
          .items([
            S.documentTypeListItem('citation').title('All sources'),
            filtered(S, 'unchecked', 'Not checked', 'citation', uncheckedSource),
            filtered(S, 'doubted', 'Retracted or doubted', 'citation', doubtedSource),
          ]),
      ),
    S.listItem()
      .id('people')
      .title('People')
      .icon(UsersIcon)
      .child(
        S.list()
          .id('people')
          .title('People')
          .items([
            S.documentTypeListItem('person').title('Everyone'),
            filtered(S, 'board', 'Expert board', 'person', 'boardMember == true'),
          ]),
      ),
    S.documentTypeListItem('figure').title('Figures').icon(ImageIcon),
    S.documentTypeListItem('glossaryTerm').title('Glossary').icon(TagIcon),
    S.documentTypeListItem('sharedSection').title('Shared sections').icon(DocumentsIcon),
  ]
}

const uncheckedSource = '!defined(status) || status == "unchecked" || !defined(statusCheckedAt)'
const doubtedSource = 'status in ["retracted", "expression-of-concern"]'

function filtered(S: StructureBuilder, id: string, title: string, type: string, filter: string) {
  return S.listItem()
    .id(id)
    .title(title)
    .child(
      S.documentList()
        .id(id)
        .title(title)
        .schemaType(type)
        .apiVersion('2025-02-19')
        .filter(`_type == $type && (${filter})`)
        .params({type}),
    )
}

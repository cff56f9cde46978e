import type {Message} from '../composition.ts'
import type {Check} from './check.ts'

/** What a page needs of the approved site settings is there; what is not set is not rendered. */
export const settingUnset: Check = ({article, context: {site}}) => {
  if (!article) return []
  if (!site)
    return [unset('', 'No edition of the site settings is approved: pages carry none of them')]
  return [
    ...(site.disclaimer ? [] : [unset('disclaimer', 'Pages carry no disclaimer')]),
    ...(site.feedbackUrl ? [] : [unset('feedbackUrl', 'Pages have no feedback form')]),
    ...(site.shareTargets.length > 0 ? [] : [unset('shareTargets', 'Pages have no share links')]),
    ...(site.sourcing ? [] : [unset('sourcing', 'Pages say nothing on how sources are chosen')]),
  ]
}

function unset(path: string, reason: string): Message {
  return {
    ruleId: 'setting-unset',
    severity: 'info',
    reason: `${reason}; set it and approve the site`,
    path,
  }
}

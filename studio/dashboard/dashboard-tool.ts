import {DashboardIcon} from '@sanity/icons/Dashboard'
import type {Tool} from 'sanity'

import {Dashboard} from './dashboard.tsx'

/** What waits for whom. */
export function dashboardTool(): Tool {
  return {name: 'overview', title: 'Overview', icon: DashboardIcon, component: Dashboard}
}

export {dashboardTool} from './dashboard-tool.ts'
